export * from '../../scripts/servers/own-dynamodb.js';
