import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const READY_SECONDS = 30;
const running = new Set<ChildProcess>();

/** What a test forgot to end must not outlive it. */
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export interface RunningProcess {
  readonly pid: number;
  /** What matched the first group of the pattern it was waited for. */
  readonly found: string;
  /** Standard output and error so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Sends a signal (SIGTERM unless told) and waits for the end; answers the exit code, or null when a signal ended it. */
  end(name?: NodeJS.Signals): Promise<number | null>;
}

interface Command {
  file: string;
  args: string[];
  argv0?: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Where the process says that it is ready. */
  ready: RegExp;
}

/** Starts a program and waits until its output matches `ready`. Errors: its output, when it ends before or is too slow. */
export async function startProcess(command: Command): Promise<RunningProcess> {
  const { file, args, argv0, env, cwd } = command;
  const child = spawn(file, args, { argv0, env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  let output = '';
  const found = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${[file, ...args].join(' ')} ${why}:\n${output}`));
    };
    const timer = setTimeout(() => fail(`was not ready after ${READY_SECONDS} s`), READY_SECONDS * 1000);
    const hear = (data: Buffer) => {
      output += data.toString();
      const match = command.ready.exec(output);
      if (match) clearTimeout(timer);
      if (match) resolve(match[1] ?? match[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    void ended.then((code) => fail(`ended with ${code}`));
  });
  const end = async (name: NodeJS.Signals = 'SIGTERM') => {
    child.kill(name);
    return ended;
  };
  return { pid: child.pid!, found, output: () => output, signal: (name) => void child.kill(name), end };
}

/** Below the ports that systems give to outgoing connections: one of those is often gone again before it is listened on. */
const PORTS = { first: 20_000, count: 12_000 };

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + randomInt(PORTS.count);
    const probe = createServer().listen(port, '127.0.0.1');
    const error = await once(probe, 'listening').then(
      () => null,
      (reason: NodeJS.ErrnoException) => reason,
    );
    if (error?.code === 'EADDRINUSE') continue;
    if (error) throw error;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
