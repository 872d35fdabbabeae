import { fileURLToPath } from 'node:url';
import { startProcess } from './processes.js';
import { until } from './until.js';

const ADDER = fileURLToPath(new URL('./value-adder-child.ts', import.meta.url));

/**
 * Adds 1 to the value of `key`, `adds` times, in two processes of the built shop, two at a time in each.
 * Returns how often somebody else was faster. Errors: what a process said when it could not go on.
 */
export async function addInProcesses(
  settings: NodeJS.ProcessEnv,
  key: string,
  adds: number,
): Promise<number> {
  const work = { ADD_TO: key, COUNT: `${adds / 2}`, WORKERS: '2', LOG_LEVEL: 'fatal' };
  const env = { ...process.env, ...settings, ...work };
  const start = () => startProcess({ file: process.execPath, args: [ADDER], env, ready: /^ready$/m });
  const adders = await Promise.all([start(), start()]);
  try {
    adders.forEach((adder) => adder.signal('SIGUSR2'));
    const ends = await Promise.all(
      adders.map((adder) =>
        until('done', async () => /^(?:done, lost (\d+)|failed: (.*))$/m.exec(adder.output()), 45),
      ),
    );
    const failed = ends.find((end) => end[2] !== undefined);
    if (failed) throw new Error(failed[2]);
    return ends.reduce((lost, end) => lost + Number(end[1]), 0);
  } finally {
    await Promise.all(adders.map((adder) => adder.end('SIGTERM')));
  }
}
