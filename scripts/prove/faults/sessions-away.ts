import { setTimeout as pause } from 'node:timers/promises';
import { milliseconds, percent, verdict, type Row } from '../report/row.js';
import { isFailed, quantile, summary, type Sample } from '../traffic/sample.js';
import type { Fault, Figures } from './fault.js';
import { untilWritable } from './until-writable.js';

const AWAY_MS = 30_000;
/** What a moment of the machine's own costs is not counted against the shop. */
const REFUSAL_SHARE = 0.99;

/** The Redis of sessions and carts dies, and comes back with what it had written. */
export const sessionsKilled: Fault = {
  name: 'session Redis is killed for 30 s',
  async deed(stage) {
    const { server } = stage.topology.stores.sessions;
    await server.kill();
    await pause(AWAY_MS);
    await server.restart();
    return { backAfter: await untilWritable(stage) };
  },
  judge: ({ figures, samples, findings }) => [killed(figures, samples, findings)],
};

/** It keeps every connection, and says nothing. */
export const sessionsFrozen: Fault = {
  name: 'session Redis is frozen for 30 s',
  async deed(stage) {
    const { server } = stage.topology.stores.sessions;
    await server.freeze();
    await pause(AWAY_MS);
    server.thaw();
    return { backAfter: await untilWritable(stage) };
  },
  judge({ samples }) {
    const { longest, p999 } = summary(samples);
    return [
      {
        event: 'session Redis frozen 30 s',
        entry: verdict('no request above 2 s', `longest ${milliseconds(longest)}`, longest <= 2000),
        moonshot: verdict('p99.9 at most 400 ms', `p99.9 ${milliseconds(p999)}`, p999 <= 400),
      },
    ];
  },
};

function killed({ backAfter = Infinity }: Figures, samples: readonly Sample[], findings: number): Row {
  const catalogue = samples.filter(({ kind }) => kind === 'catalogue');
  const good = 1 - summary(catalogue).failedShare;
  const refusals = samples.filter((one) => one.kind !== 'catalogue' && isFailed(one)).map(({ ms }) => ms);
  const refusedWithin = quantile(refusals, REFUSAL_SHARE);
  const found = `catalogue ${percent(good)}, ${refusals.length} refusals, p99 of them ${milliseconds(refusedWithin)}; back after ${milliseconds(backAfter)}; ${findings} findings`;
  const judged = (share: number, backMs: number) =>
    verdict(
      `catalogue ${percent(share)} answered, carts and sign-in refused within 400 ms, back within ${milliseconds(backMs)}`,
      found,
      good >= share && refusedWithin <= 400 && backAfter <= backMs && findings === 0,
    );
  return { event: 'session Redis kill -9, 30 s', entry: judged(0.999, 5000), moonshot: judged(1, 1000) };
}
