import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

const ALL = cpus().length;

function keepOn(pid: number, list: string): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', list, String(pid)]);
}

/** Keeps a process, all its threads, on one core, so that it can be saturated without starving whoever measures it. */
export function pin(pid: number, core: number): void {
  if (ALL < 2) throw new Error('this needs two cores: one for the server, one for the load');
  keepOn(pid, String(core));
}

/** Lets it run on every core again. */
export const unpin = (pid: number): void => keepOn(pid, `0-${ALL - 1}`);
