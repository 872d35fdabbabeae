export * from '../../scripts/servers/processes.js';
