import { startProgram } from './platform/process/start-program.js';

await startProgram('web-process');
