export * from '../../../scripts/rig/stripe/faults.js';
