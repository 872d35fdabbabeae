import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Linux counts CPU time of a process in hundredths of a second. */
const TICKS_PER_SECOND = 100;

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A server in a process of its own, whose CPU time can be read. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts a script, on one core if told, and waits until it says `... http://host:port`. `args`: for Node. */
  static async start(
    script: string,
    env: NodeJS.ProcessEnv,
    { args = [], core = null }: { args?: string[]; core?: number | null } = {},
  ): Promise<ServerProcess> {
    const node = [process.execPath, ...args, script];
    const [file, ...rest] = core === null ? node : ['taskset', '--cpu-list', `${core}`, ...node];
    const child = spawn(file!, rest, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    const url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
        const found = /http:\/\/[\d.]+:\d+/.exec(output);
        if (found) resolve(found[0]);
      });
      child.once('exit', (code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
    });
    return new ServerProcess(child, url);
  }

  /** Seconds of CPU (user and system) that the process has used so far, all threads. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Megabytes of memory that are there for it now. */
  residentMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    running.delete(this.child);
  }
}
