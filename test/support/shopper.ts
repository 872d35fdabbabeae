export * from '../../scripts/rig/shopper.js';
