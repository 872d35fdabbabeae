export * from '../../../scripts/rig/stripe/intents.js';
