export * from '../../../scripts/rig/stripe/cards.js';
