export * from '../../scripts/servers/own-redis.js';
