import { setTimeout as pause } from 'node:timers/promises';
import { plainClient } from '../../rig/plain-client.js';
import { milliseconds, percent, verdict } from '../report/row.js';
import { summary, type Sample } from '../traffic/sample.js';
import { StatementMeter } from '../traffic/statement-meter.js';
import type { Fault, Figures } from './fault.js';

const MEASURED_MS = 4000;
const ENTRY = { times: 5, failedShare: 0.01 };
const MOONSHOT = { times: 2, p99: 300 };

/** How often these servers of MySQL are asked while `trouble` lasts, as a multiple of before. */
export async function timesStatements(
  servers: readonly { url: string }[],
  trouble: () => Promise<unknown>,
): Promise<Figures> {
  const meter = await StatementMeter.open(servers);
  try {
    const before = await meter.during(pause(MEASURED_MS));
    const meanwhile = await meter.during(trouble());
    return { before, meanwhile, times: meanwhile / before };
  } finally {
    meter.close();
  }
}

/** Empties the cache at this address, and waits for what comes of it. */
export async function flush(url: string): Promise<void> {
  const client = await plainClient(url);
  await client.flushAll();
  client.destroy();
  await pause(MEASURED_MS);
}

/** What a cache that is lost may cost. `event`: the row it is about. */
export function judgeLostCache(
  event: string,
  { times = Infinity, before = 0, meanwhile = 0 }: Figures,
  samples: readonly Sample[],
) {
  const { failed, failedShare, p99 } = summary(samples);
  const statements = `${times.toFixed(1)} times the statements (${before.toFixed(0)}, then ${meanwhile.toFixed(0)} a second)`;
  return {
    event,
    entry: verdict(
      `at most ${ENTRY.times} times the statements at MySQL, less than ${percent(ENTRY.failedShare)} failed`,
      `${statements}, ${percent(failedShare)} failed`,
      times <= ENTRY.times && failedShare < ENTRY.failedShare,
    ),
    moonshot: verdict(
      `at most ${MOONSHOT.times} times, 0 failed, p99 below ${milliseconds(MOONSHOT.p99)}`,
      `${statements}, ${failed} failed, p99 ${milliseconds(p99)}`,
      times <= MOONSHOT.times && failed === 0 && p99 < MOONSHOT.p99,
    ),
  };
}

/** The cache is empty at once. */
export const cacheFlushed: Fault = {
  name: 'cache Redis is flushed',
  deed({ topology: { stores, databases } }) {
    return timesStatements(databases, () => flush(stores.cache.url));
  },
  judge: ({ figures, samples }) => [judgeLostCache('cache Redis flushed', figures, samples)],
};
