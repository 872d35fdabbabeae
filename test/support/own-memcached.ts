export * from '../../scripts/servers/own-memcached.js';
