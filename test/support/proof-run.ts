import { execFile, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { until } from './until.js';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const SCRIPT = join(PROJECT_ROOT, 'scripts', 'prove.mjs');
/** A shop of eleven processes on a busy machine. */
const OPENS_SECONDS = 120;

/** `npm run prove` as somebody types it. */
export class ProofRun {
  private said = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly ended: Promise<Ended>,
  ) {
    child.stderr!.on('data', (text: string) => (this.said += text));
  }

  static start(...args: string[]): ProofRun {
    const options = { cwd: PROJECT_ROOT, maxBuffer: 64 * 1024 * 1024 };
    let child: ChildProcess;
    const ended = new Promise<Ended>((resolve) => {
      child = execFile(process.execPath, [SCRIPT, ...args], options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
    return new ProofRun(child!, ended);
  }

  /** Where its MySQL takes changes, as it says when its shop opens. Errors: when it ends before. */
  async database(): Promise<string> {
    const said = () => /(mysql:[^\s,]+)/.exec(this.said)?.[1];
    const url = await until(
      'the shop is open',
      async () => said() ?? this.child.exitCode !== null,
      OPENS_SECONDS,
    );
    if (url === true) throw new Error(`it ended before its shop was open: ${this.said}`);
    return url;
  }

  /** Does nothing when it has ended. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
