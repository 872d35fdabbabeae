import { join } from 'node:path';
import { Client } from '../client.js';
import { ServerProcess } from '../server-process.js';
import { costOf, during, idle, mixOf, usedByKinds, type Fleet } from './costs.js';
import type { Goods } from './kinds.js';
import { times, type Meters } from './meters.js';
import { mean, type Cost, type PerProcess } from './model.js';

export interface Plan {
  /** Of each kind, after a quarter of it to warm up. */
  seconds: number;
  mixSeconds: number;
  idleSeconds: number;
  fleets: readonly number[];
  say: (line: string) => void;
}

/** The mix on so many web processes, beside what the model says of it. */
export interface Check {
  instances: number;
  requestsPerSecond: number;
  webCpu: number;
  redisCpu: number;
  mysqlCpu: number;
}

export interface CapacityResult {
  costs: Cost[];
  process: PerProcess;
  /** What the model says that a request of the mix takes, microseconds of CPU. */
  predicted: Record<'webCpu' | 'redisCpu' | 'mysqlCpu', number>;
  checks: Check[];
}

/**
 * Costs as they are in the mix on one process: a request among others of many kinds finds less of what it needs in the caches of the
 * processor than one after its like.
 */
export function inTheMix({ costs, predicted, checks: [alone] }: CapacityResult): Cost[] {
  const factor = (name: keyof typeof predicted) => alone![name] / predicted[name];
  return costs.map(({ each, ...cost }) => ({
    ...cost,
    each: {
      ...each,
      webCpu: each.webCpu * factor('webCpu'),
      redisCpu: each.redisCpu * factor('redisCpu'),
      mysqlCpu: each.mysqlCpu * factor('mysqlCpu'),
    },
  }));
}

const CONNECTIONS = 32;

interface Place {
  dist: string;
  env: NodeJS.ProcessEnv;
  core: number | null;
  meters: Meters;
}

async function withFleet<T>(
  { dist, env, core, meters }: Place,
  count: number,
  work: (fleet: Fleet) => Promise<T>,
): Promise<T> {
  const start = (nth: number) =>
    ServerProcess.start(join(dist, 'src', 'main.js'), { ...env, INSTANCE_NAME: `web-${nth}` }, { core });
  const webs: ServerProcess[] = [];
  for (let nth = 0; nth < count; nth += 1) webs.push(await start(nth));
  const clients = webs.map(({ url }) => new Client(url, CONNECTIONS));
  try {
    return await work({ webs, clients, meters });
  } finally {
    for (const client of clients) client.close();
    await Promise.all(webs.map((web) => web.end()));
  }
}

/** Measures what each kind of request costs on one web process, then checks the mix on several. Errors: an answer with another status. */
export async function runCapacity(place: Place, goods: Goods, plan: Plan): Promise<CapacityResult> {
  const { costs, process } = await withFleet(place, 1, async (fleet) => {
    const used = await usedByKinds(fleet, goods, plan);
    const { redis, mysql } = await fleet.meters.connections();
    // Last: a process that has just started still makes things ready.
    plan.say('nobody comes');
    const unasked = await idle(fleet, plan.idleSeconds);
    const measured = used.map((one) => costOf(one, unasked));
    return { costs: measured, process: { redisConnections: redis, mysqlConnections: mysql, idle: unasked } };
  });
  const checks: Check[] = [];
  for (const count of plan.fleets) {
    plan.say(`the mix on ${count}`);
    checks.push(await withFleet(place, count, (fleet) => check(fleet, goods, { costs, ...plan })));
  }
  const predicted = {
    webCpu: mean(costs, 'webCpu'),
    redisCpu: mean(costs, 'redisCpu'),
    mysqlCpu: mean(costs, 'mysqlCpu'),
  };
  return { costs, process, predicted, checks };
}

async function check(
  fleet: Fleet,
  goods: Goods,
  { costs, mixSeconds }: { costs: readonly Cost[]; mixSeconds: number },
): Promise<Check> {
  const deed = await mixOf(fleet, goods, costs);
  // Each of several processes gets a share only, and is as warm as one alone after as many times as long.
  await during(fleet, (mixSeconds / 3) * fleet.webs.length, deed);
  const { reading, seconds } = await during(fleet, mixSeconds, deed);
  const { webCpu, redisCpu, mysqlCpu } = times(reading, 1 / reading.requests);
  const requestsPerSecond = reading.requests / seconds;
  return { instances: fleet.webs.length, requestsPerSecond, webCpu, redisCpu, mysqlCpu };
}
