export * from '../../scripts/servers/redis-process.js';
