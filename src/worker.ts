import { startProgram } from './platform/process/start-program.js';

await startProgram('worker-process');
