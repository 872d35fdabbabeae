import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');
const READY = /^CloudCart is ready: (\S+)$/m;
const READY_SECONDS = 150;

/** A data folder of the test's own, which the private servers' user can reach. */
export function dataFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cloudcart-start-')));
  chmodSync(folder, 0o711);
  return folder;
}

export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Only what a terminal would give, so that nothing of the test run leaks into the shop. */
function environment(folder: string, settings: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, LD_LIBRARY_PATH } = process.env;
  const ports = { PORT: '0', METRICS_PORT: '0' };
  return { PATH, HOME, LD_LIBRARY_PATH, ...ports, CLOUDCART_DATA_DIR: folder, ...settings };
}

/** `npm start` as a process, without npm in between; or what `command` says. */
export function launch(folder: string, settings: Record<string, string> = {}, command = [START]) {
  const child = spawn(process.execPath, command, {
    env: environment(folder, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (heard.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (heard.err += data.toString()));
  const ended = once(child, 'close').then(([code, signal]) => (signal ?? code) as number | string);
  let exit: number | string | undefined;
  void ended.then((code) => (exit = code));
  return {
    pid: child.pid!,
    heard,
    ended,
    /** Address of the shop, once it is open. Errors: what it said, when it ends instead. */
    async ready(): Promise<string> {
      const address = await until(
        'the ready line',
        async () => READY.exec(heard.out)?.[1] ?? (exit === undefined ? null : 'ended'),
        READY_SECONDS,
      );
      if (address === 'ended') throw new Error(`npm start ended with ${exit}:\n${heard.out}\n${heard.err}`);
      return address;
    },
    /** Ends it and answers its exit code. */
    end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
      child.kill(signal);
      return ended;
    },
  };
}

export type LaunchedShop = ReturnType<typeof launch>;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync('/proc');
  }
}

function environmentNames(pid: string, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`CLOUDCART_DATA_DIR=${folder}\0`);
  } catch {
    return false;
  }
}

/**
 * Everything that a shop with this data folder started and that is still alive, whatever became of its parents: found
 * by its environment, and the private servers (Redis writes over its own) by their notes.
 */
export function processesOf(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && environmentNames(name, folder));
  const servers = SERVERS.filter((name) => existsSync(stateFile(folder, name)));
  const all = new Set([...pids.map(Number), ...servers.map((name) => serverPid(folder, name))]);
  return [...all].filter((pid) => pid !== process.pid && isAlive(pid));
}

const SERVERS = ['mysql', 'sessions', 'cache'];
const stateFile = (folder: string, name: string) => join(folder, 'servers', name, 'state.json');

/** Process id of a private server: mysql, sessions or cache. */
export function serverPid(folder: string, name: string): number {
  return (JSON.parse(readFileSync(join(folder, 'servers', name, 'state.json'), 'utf8')) as { pid: number })
    .pid;
}

/** Process ids of the web processes, in the order in which they started. */
export function webProcesses(folder: string): number[] {
  const line = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return processesOf(folder).filter((pid) => line(pid).includes('dist/src/main.js'));
}
