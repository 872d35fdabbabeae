import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../client.js';
import type { ServerProcess } from '../server-process.js';
import { KINDS, type Arrive, type Goods } from './kinds.js';
import { less, times, type Meters, type Reading } from './meters.js';
import type { Cost } from './model.js';
import { CapacityVisitor } from './visitor.js';

export interface Fleet {
  webs: readonly ServerProcess[];
  clients: readonly Client[];
  meters: Meters;
}

/** As many as a small shop has visitors who click at the same moment. */
const AT_ONCE = 16;

/** Visitors whose answers are counted: their heads by what we see of them. */
export const arriveAt =
  ({ clients, meters }: Fleet): Arrive =>
  () =>
    new CapacityVisitor(clients, ({ headers, body }) =>
      meters.count(body.length + Object.entries(headers).join('\r\n').length),
    );

export interface Used {
  reading: Reading;
  deeds: number;
  /** Of the wall clock. */
  seconds: number;
}

type Deed = (nth: number) => Promise<void>;

/** So many deeds at once for so many seconds; answers what they used. */
export async function during(fleet: Fleet, seconds: number, deed: Deed): Promise<Used> {
  const before = await fleet.meters.read(fleet.webs);
  const started = performance.now();
  let deeds = 0;
  const goOn = async () => {
    while (performance.now() < started + seconds * 1000) await deed(deeds++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
  const took = (performance.now() - started) / 1000;
  return { reading: less(await fleet.meters.read(fleet.webs), before), deeds, seconds: took };
}

/** What the processes and servers use in a second in which nobody comes. */
export async function idle({ meters, webs }: Fleet, seconds: number): Promise<Reading> {
  const before = await meters.read(webs);
  await pause(seconds * 1000);
  return times(less(await meters.read(webs), before), 1 / seconds);
}

/** What each kind of request costs; what is used without any is taken off. */
export async function costsOf(
  fleet: Fleet,
  goods: Goods,
  { seconds, unasked, say }: { seconds: number; unasked: Reading; say: (line: string) => void },
): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const { title, share, prepare } of KINDS) {
    say(title);
    const deed = await prepare(arriveAt(fleet), goods);
    await during(fleet, seconds / 4, deed);
    const { reading, deeds, seconds: took } = await during(fleet, seconds, deed);
    const own = less(reading, times(unasked, took));
    const requests = reading.requests / deeds;
    costs.push({ title, share, requests, each: times(own, 1 / reading.requests) });
  }
  return costs;
}

/** The mix of all kinds, as `costs` divides it: whoever is furthest behind the share of its requests comes next. */
export async function mixOf(fleet: Fleet, goods: Goods, costs: readonly Cost[]): Promise<Deed> {
  const kinds = await Promise.all(
    KINDS.map(async ({ prepare }, nth) => {
      const { share, requests } = costs[nth]!;
      return { deed: await prepare(arriveAt(fleet), goods), weight: requests / share, done: 0 };
    }),
  );
  return async (nth) => {
    const next = kinds.reduce((a, b) => (b.done * b.weight < a.done * a.weight ? b : a));
    next.done += 1;
    await next.deed(nth);
  };
}
