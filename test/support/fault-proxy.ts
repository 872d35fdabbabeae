export * from '../../scripts/rig/fault-proxy.js';
