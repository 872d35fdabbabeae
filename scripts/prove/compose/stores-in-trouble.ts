import { setTimeout as pause } from 'node:timers/promises';
import { Shopper } from '../../rig/shopper.js';
import { until } from '../../servers/until.js';
import { cacheFlushed, flush, timesStatements } from '../faults/cache-flushed.js';
import type { Fault, Figures, Stage } from '../faults/fault.js';
import { sessionsKilled } from '../faults/sessions-away.js';
import type { ComposeShop } from './compose-shop.js';

const AWAY_MS = 30_000;
const SILENT_MS = 10_000;
const PATIENCE_SECONDS = 60;

/** Milliseconds until carts can be changed (again), whichever container the balancer leads to. */
async function untilWritable({ topology: { url, looks, catalogue } }: Stage<ComposeShop>): Promise<Figures> {
  const started = performance.now();
  const item = { id: catalogue.plenty[0]!, quantity: 1 };
  const isBack = async () => {
    const adds = looks.map(() => new Shopper(url).postJson('/cart/add.js', item).catch(() => null));
    return (await Promise.all(adds)).every((answer) => answer?.status === 200);
  };
  await until('carts can be changed', isBack, PATIENCE_SECONDS);
  return { backAfter: performance.now() - started };
}

export const sessionsGone: Fault<ComposeShop> = {
  name: 'session Redis is killed for 30 s',
  async deed(stage) {
    const { containers } = stage.topology;
    await containers.compose('kill', 'redis');
    await pause(AWAY_MS);
    await containers.compose('start', 'redis');
    return untilWritable(stage);
  },
  judge: (seen) => sessionsKilled.judge(seen),
};

export const sessionsRestarted: Fault<ComposeShop> = {
  name: 'session Redis is restarted',
  async deed(stage) {
    await stage.topology.containers.compose('restart', 'redis');
    return untilWritable(stage);
  },
  judge: () => [],
};

export const cacheEmptied: Fault<ComposeShop> = {
  name: 'cache Redis is flushed',
  deed: ({ topology: { mysql, cache } }) => timesStatements([mysql], () => flush(cache)),
  judge: (seen) => cacheFlushed.judge(seen),
};

export const cacheRestarted: Fault<ComposeShop> = {
  name: 'cache Redis is restarted',
  async deed({ topology }) {
    await topology.containers.compose('restart', 'cache');
    return {};
  },
  judge: () => [],
};

/** It keeps every connection, and says nothing. */
export const databasePaused: Fault<ComposeShop> = {
  name: 'MySQL is paused',
  async deed(stage) {
    const { containers } = stage.topology;
    await containers.compose('pause', 'mysql');
    await pause(SILENT_MS);
    await containers.compose('unpause', 'mysql');
    return untilWritable(stage);
  },
  judge: () => [],
};
