export * from '../../scripts/rig/buying.js';
