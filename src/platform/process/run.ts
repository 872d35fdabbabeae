import { SettingsError } from '../config/env.js';
import { EXIT_WRONG_SETTING } from './exit-codes.js';

/**
 * Runs the main function of a process. A wrong setting is printed plainly and ends it with 78; anything else that
 * escapes, now or later, is a bug: it is printed and the process ends with 1, so that a supervisor starts it afresh.
 */
export function run(main: () => Promise<void>): void {
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
  main().catch(fail);
}

function fail(error: unknown): never {
  if (error instanceof SettingsError) {
    process.stderr.write(`CloudCart cannot start with these settings:\n${error.message}\n`);
    process.exit(EXIT_WRONG_SETTING);
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
