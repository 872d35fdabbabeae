import { keepCompiled } from './platform/process/compile-cache.js';

// Before anything large is loaded: a sixth of the time that loading takes is compiling.
keepCompiled();
await import('./web-process.js');
