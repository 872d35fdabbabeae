export * from '../../scripts/servers/own-mariadb.js';
