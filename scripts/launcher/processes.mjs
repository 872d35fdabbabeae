/** Small questions and deeds about operating system processes. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from './terminal.mjs';

/** False for a process that has ended but was not collected yet (a zombie). */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Command line of `pid`, '' when it cannot be read. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout?.trim() ?? '';
  }
}

/** Folder in which `pid` works; undefined where the system does not say (not Linux, or not our process). */
export function workingFolder(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Sends `signal`; says nothing when the process is gone already. A negative pid means its whole group. */
export function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Asks until `question` answers true. False when the time is over or `meanwhile` turns false. */
export async function until(question, { seconds, meanwhile = () => true, everyMs = 50 }) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (await question()) return true;
    if (!meanwhile()) return false;
    await sleep(everyMs);
  }
  return false;
}

/** SIGTERM, and SIGKILL for what is still there after `seconds`. */
export async function endProcess(pid, seconds) {
  send(pid, 'SIGTERM');
  if (await until(() => !isAlive(pid), { seconds })) return;
  send(pid, 'SIGKILL');
  await until(() => !isAlive(pid), { seconds: 5 });
}

const running = new Set();
/** Ends the commands that `run` is waiting for (a signal came in the middle of a step). */
export const endRunning = () => running.forEach((child) => child.kill('SIGTERM'));

/** Runs a command to its end and returns its output. Errors: PlainError with the output when it fails. */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    child.on('error', (error) => reject(new PlainError(`${file} cannot be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      running.delete(child);
      const tail = output.trimEnd().split('\n').slice(-30).join('\n');
      if (code === 0) resolve(output);
      else if (code === 78) reject(new PlainError(tail, 78));
      else reject(new PlainError(`${[file, ...args].join(' ')} ended with ${signal ?? code}:\n${tail}`));
    });
  });
}
