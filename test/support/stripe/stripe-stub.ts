export * from '../../../scripts/rig/stripe/stripe-stub.js';
