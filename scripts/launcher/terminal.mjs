/** What the commands show: one line per step with its seconds, and plain sentences when something is wrong. */

const styled = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (styled ? `\x1b[${code}m${text}\x1b[0m` : text);
const line = (mark, name, seconds, detail) =>
  `  ${mark} ${name.padEnd(16)} ${seconds.padStart(6)}  ${detail}`.trimEnd();

/** A reason that needs no stack trace: the message is for the person at the keyboard. */
export class PlainError extends Error {
  /** `exitCode` 78 means a wrong setting (EX_CONFIG of sysexits.h). */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const say = (text = '') => process.stdout.write(`${text}\n`);
export const warn = (text) => process.stderr.write(`${text}\n`);
export const title = (text) => say(paint('1', text));

/** Runs `work` as one line of progress; what it returns is shown as the line's detail. */
export async function step(name, work) {
  const started = performance.now();
  if (styled) process.stdout.write(line('·', name, '', 'working …'));
  const finish = (mark, detail) => {
    const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    if (styled) process.stdout.write('\r\x1b[2K');
    say(line(mark, name, seconds, detail));
  };
  try {
    const detail = await work();
    finish(paint('32', '✓'), typeof detail === 'string' ? detail : '');
  } catch (error) {
    finish(paint('31', '✗'), '');
    throw error;
  }
}

/** Prints why a command ends and returns its exit code; a bug keeps its stack. */
export function explain(error) {
  warn(error instanceof PlainError ? `\n${error.message}` : `\n${error?.stack ?? error}`);
  return error.exitCode ?? 1;
}
