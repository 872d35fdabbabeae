export * from '../../scripts/rig/smtp-sink.js';
