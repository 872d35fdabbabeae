import { setTimeout as pause } from 'node:timers/promises';
import { verdict } from '../report/row.js';
import { growth, readProcess, type Reading } from '../traffic/process-gauge.js';
import { summary } from '../traffic/sample.js';
import { cacheFlushed } from './cache-flushed.js';
import type { Fault, Stage } from './fault.js';
import { roleSwap } from './role-swap.js';

const PROMISED_HOURS = 2;
const READ_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;
/** In the first part of a run caches fill. */
const WARM_UP_SHARE = 0.2;
const MOST = { rssMb: 5, descriptors: 10 };
/** None that takes a process away: its memory is what is watched. */
const HOURLY: readonly Fault[] = [roleSwap, cacheFlushed];

interface Watched {
  name: string;
  readings: Reading[];
}

/** Half the load for a long time; each hour something goes wrong. Memory and descriptors of the web processes are watched. */
export function soak(hours: number): Fault {
  const watched: Watched[] = [];
  const curves = (title: string, of: (one: Reading) => number) => ({
    title,
    lines: watched.map(({ name, readings }) => ({
      name,
      points: readings.map((one) => [one.at, of(one)] as const),
    })),
  });
  return {
    name: `half the load for ${hours.toFixed(1)} h`,
    async deed(stage) {
      watched.push(...stage.topology.instances.map(({ name }) => ({ name, readings: [] })));
      await watch(stage, hours * HOUR_MS, watched);
      const most = (of: (one: Reading) => number) =>
        Math.max(...watched.map(({ readings }) => growth(warm(readings), of)));
      return { hours, rssMb: most(({ rssMb }) => rssMb), descriptors: most((one) => one.descriptors) };
    },
    curves: () => [
      curves('Memory of each web process, MB', ({ rssMb }) => rssMb),
      curves('Open files and sockets of each web process', ({ descriptors }) => descriptors),
    ],
    judge({ figures: { rssMb = Infinity, descriptors = Infinity }, samples, findings }) {
      const { failed, requests } = summary(samples);
      const found = `${failed} of ${requests} failed; RSS ${rssMb.toFixed(1)} MB an hour, descriptors ${descriptors.toFixed(1)} an hour, at most; ${hours.toFixed(1)} of ${PROMISED_HOURS} h`;
      const isGood = rssMb < MOST.rssMb && descriptors < MOST.descriptors && findings === 0;
      const isMet = hours >= PROMISED_HOURS ? isGood : null;
      return [
        {
          event: 'soak 2 h at half the load',
          entry: verdict(`RSS grows less than ${MOST.rssMb} MB an hour, descriptors flat`, found, isMet),
          moonshot: verdict('the same with hourly faults', found, isMet),
        },
      ];
    },
  };
}

const warm = (readings: readonly Reading[]): Reading[] =>
  readings.slice(Math.floor(readings.length * WARM_UP_SHARE));

/** Reads every web process into `watched`, again and again. */
async function watch(stage: Stage, lastsMs: number, watched: readonly Watched[]): Promise<void> {
  const { instances } = stage.topology;
  const started = performance.now();
  let hour = 1;
  for (let elapsed = 0; elapsed < lastsMs; elapsed = performance.now() - started) {
    instances.forEach(({ pid }, nth) => watched[nth]!.readings.push(readProcess(pid, elapsed / HOUR_MS)));
    if (elapsed > (hour - 0.5) * HOUR_MS) await HOURLY[hour++ % HOURLY.length]!.deed(stage);
    await pause(Math.min(READ_EVERY_MS, lastsMs - elapsed));
  }
}
