export * from '../../scripts/rig/replication.js';
