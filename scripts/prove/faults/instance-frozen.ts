import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from '../../rig/chances.js';
import { percent, seconds, verdict, type Row } from '../report/row.js';
import { summary, type Sample } from '../traffic/sample.js';
import type { WebInstance } from '../topology/web-instance.js';
import type { Fault, Figures, Stage } from './fault.js';

const SILENT_MS = 10_000;
const ENTRY = { outMs: 5000, failedShare: 0.01 };
const MOONSHOT = { outMs: 3000, failedShare: 0.003, waitMs: 3000 };

/** Milliseconds after which the balancer asks an instance no more that begins to say nothing; it speaks again after ten seconds. */
export async function silenced(
  { topology, chance }: Stage,
  begin: (victim: WebInstance) => Promise<void>,
  end: (victim: WebInstance) => Promise<void> | void,
): Promise<Figures> {
  const victim = oneOf(topology.instances, chance);
  const isOver = pause(SILENT_MS);
  await begin(victim);
  const silentAt = performance.now();
  await topology.balancer.hasNoticed(victim.name, 'DOWN');
  const outAfter = performance.now() - silentAt;
  await isOver;
  await end(victim);
  await topology.balancer.hasNoticed(victim.name, 'UP');
  return { outAfter };
}

/** What an instance may cost that keeps its connections and answers nothing. `event`: the row it is about. */
export function judgeSilence(
  event: string,
  { outAfter = Infinity }: Figures,
  samples: readonly Sample[],
): Row {
  const { failedShare, longest } = summary(samples);
  const found = `out after ${seconds(outAfter)}, ${percent(failedShare)} failed, longest wait ${seconds(longest)}`;
  return {
    event,
    entry: verdict(
      `out of rotation within ${seconds(ENTRY.outMs)}, at most ${percent(ENTRY.failedShare)} failed`,
      found,
      outAfter <= ENTRY.outMs && failedShare <= ENTRY.failedShare,
    ),
    moonshot: verdict(
      `within ${seconds(MOONSHOT.outMs)}, at most ${percent(MOONSHOT.failedShare)} failed, nobody waits above ${seconds(MOONSHOT.waitMs)}`,
      found,
      outAfter <= MOONSHOT.outMs && failedShare <= MOONSHOT.failedShare && longest <= MOONSHOT.waitMs,
    ),
  };
}

/** One of three web instances keeps its connections and answers nothing. */
export const instanceFrozen: Fault = {
  name: 'SIGSTOP of a web instance',
  deed: (stage) =>
    silenced(
      stage,
      (victim) => victim.freeze(),
      (victim) => victim.thaw(),
    ),
  judge: ({ figures, samples }) => [judgeSilence('SIGSTOP one instance 10 s', figures, samples)],
};
