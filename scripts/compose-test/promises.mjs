/** The promises of one run: each is said, tried and counted; the first that is broken ends the run. */
import { PlainError, step } from '../launcher/terminal.mjs';

export const run = { passed: 0, isInterrupted: false };

export async function check(name, work) {
  if (run.isInterrupted) throw new PlainError('Interrupted.', 130);
  await step(name, work);
  run.passed += 1;
}

export function expect(isTrue, message) {
  if (!isTrue) throw new PlainError(message);
}
