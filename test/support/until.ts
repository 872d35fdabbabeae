export * from '../../scripts/servers/until.js';
