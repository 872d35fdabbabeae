import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';

/**
 * Has what Node compiles kept beside the build, for later starts. In a folder of our own, since bytecode is run without
 * being read: nobody else may lay it there. Where the folder cannot be written, each start compiles anew.
 */
export const keepCompiled = (): unknown => enableCompileCache(join(PROJECT_ROOT, 'dist', 'compile-cache'));
