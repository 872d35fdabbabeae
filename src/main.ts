import { keepCompiled } from './platform/process/compile-cache.js';

// Before anything large is loaded: a quarter of the time until the first page is spent on compiling.
keepCompiled();
await import('./web-process.js');
