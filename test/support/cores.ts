import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Keeps a process, all its threads, on one core, so that it can be saturated without starving whoever measures it. */
export function pin(pid: number, core: number): void {
  if (availableParallelism() < 2)
    throw new Error('this needs two cores: one for the server, one for the load');
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)]);
}
