export * from '../../../scripts/rig/stripe/events.js';
