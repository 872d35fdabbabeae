import { SettingsError } from '../config/env.js';
import { CannotStartError } from './cannot-start-error.js';
import { EXIT_WRONG_SETTING } from './exit-codes.js';
import { withoutSecrets } from './without-secrets.js';

/** Longer than this no process goes on after a bug: nobody knows what it would do. */
const LAST_MS = 4_000;

let finish = async (): Promise<unknown> => undefined;
let isFailing = false;

/** What a process still does when a bug ends it. It is given four seconds. */
export function beforeFailing(work: () => Promise<unknown>): void {
  finish = work;
}

/**
 * Runs the main function of a process. A wrong setting is printed plainly and ends it with 78. What it needs and does not find is
 * printed plainly too; anything else that escapes, now or later, is a bug, printed with its place. After both the process ends
 * with 1, so that a supervisor starts it afresh.
 */
export function run(main: () => Promise<void>): void {
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
  main().catch(fail);
}

function fail(error: unknown): void {
  if (error instanceof SettingsError) {
    process.stderr.write(`CloudCart cannot start with these settings:\n${error.message}\n`);
    process.exit(EXIT_WRONG_SETTING);
  }
  process.stderr.write(`${withoutSecrets(textOf(error), process.env)}\n`);
  if (isFailing) return;
  isFailing = true;
  setTimeout(() => process.exit(1), LAST_MS);
  const end = () => process.exit(1);
  finish().then(end, end);
}

function textOf(error: unknown): string {
  if (error instanceof CannotStartError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
