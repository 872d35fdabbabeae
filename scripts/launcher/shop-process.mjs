/** One long-running process of the shop (web or worker): kept running, restarted on change, ended in order. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, send } from './processes.mjs';
import { nodeProgram, root } from './project.mjs';
import { PlainError, warn } from './terminal.mjs';

const TETHER = join(root, 'scripts', 'launcher', 'tether.mjs');
const LONGEST_PAUSE_MS = 8000;
/** Longer than a request may take (30 s), so that the last shopper gets an answer. */
const GRACE_SECONDS = 35;

export class ShopProcess {
  #pauseMs = 500;
  #child;
  #again;
  #isStopping = false;
  #hasServed = false;
  #questions = 0;

  /**
   * `args`: script and arguments. `logFile`: where its standard output goes, the terminal when there is none.
   * `onGiveUp(error)` is called when it cannot run: a wrong setting, or the first start failed.
   */
  constructor({ name, args, env, logFile, onStart, onGiveUp }) {
    Object.assign(this, { name, args, env, logFile, onStart, onGiveUp });
    this.#start();
  }

  get pid() {
    return this.#child.pid;
  }

  /** Called once the shop is open: from now on a death is an accident, and the process is started again. */
  serves() {
    this.#hasServed = true;
  }

  #start() {
    const log = this.logFile && openSync(this.logFile, 'a', 0o600);
    const started = performance.now();
    // A process group of its own, so that Ctrl-C reaches only the launcher, which ends things in order.
    const child = spawn(nodeProgram(), ['--import', TETHER, ...this.args], {
      cwd: root,
      env: this.env,
      detached: true,
      stdio: ['ignore', log ?? 'inherit', 'inherit', 'ipc'],
    });
    if (log) closeSync(log);
    // After a restart we may hear late of the one before it, whose death was no accident.
    const isOurs = () => child === this.#child;
    child.once('exit', (code, signal) => isOurs() && this.#ended(code, signal, performance.now() - started));
    this.#child = child;
    setImmediate(() => this.onStart());
  }

  #ended(code, signal, livedMs) {
    if (this.#isStopping) return;
    if (code === 78 || !this.#hasServed) {
      const why = code === 78 || !this.logFile ? 'See above.' : `Its log: ${this.logFile}`;
      this.onGiveUp(
        new PlainError(`The ${this.name} process ended with ${signal ?? code}. ${why}`, code || 1),
      );
      return;
    }
    this.#pauseMs = livedMs > 30_000 ? 500 : Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    warn(`The ${this.name} process ended (${signal ?? code}); starting it again.`);
    this.#again = setTimeout(() => this.#start(), this.#pauseMs);
  }

  /** Its answer to `question` over the line between us, { id, pid, ... }; undefined when none comes in time. */
  ask(question, timeoutMs = 1000) {
    const child = this.#child;
    const id = (this.#questions += 1);
    return new Promise((resolve) => {
      const finish = (answer) => {
        clearTimeout(timer);
        child.off('message', hear);
        resolve(answer);
      };
      const hear = (answer) => answer.id === id && finish(answer);
      const timer = setTimeout(finish, timeoutMs);
      child.on('message', hear);
      child.send({ ask: question, id }, (error) => error && finish());
    });
  }

  /** Ends it, letting it finish what it is doing. */
  async stop() {
    this.#isStopping = true;
    clearTimeout(this.#again);
    await endProcess(this.pid, GRACE_SECONDS);
  }

  /** Ends it and everything it started, now. */
  kill() {
    this.#isStopping = true;
    clearTimeout(this.#again);
    send(-this.pid, 'SIGKILL');
  }

  /** Ends it and starts it on the new code. */
  async restart() {
    await this.stop();
    this.#isStopping = false;
    this.#start();
  }
}
