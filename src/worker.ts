import { keepCompiled } from './platform/process/compile-cache.js';

keepCompiled();
await import('./worker-process.js');
