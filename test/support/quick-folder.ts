export * from '../../scripts/servers/quick-folder.js';
