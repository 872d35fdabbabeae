export * from '../../scripts/rig/redis-pair.js';
