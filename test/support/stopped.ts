export * from '../../scripts/servers/stopped.js';
