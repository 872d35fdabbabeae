import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../client.js';
import type { ServerProcess } from '../server-process.js';
import { KINDS, type Arrive, type Goods, type Kind } from './kinds.js';
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

export interface KindUsed {
  kind: Kind;
  used: Used;
}

/** What each kind uses, after a quarter of the time to warm up. */
export async function usedByKinds(
  fleet: Fleet,
  goods: Goods,
  { seconds, say }: { seconds: number; say: (line: string) => void },
): Promise<KindUsed[]> {
  const all: KindUsed[] = [];
  for (const kind of KINDS) {
    say(kind.title);
    const deed = await kind.prepare(arriveAt(fleet), goods);
    await during(fleet, seconds / 4, deed);
    all.push({ kind, used: await during(fleet, seconds, deed) });
  }
  return all;
}

/** What one request costs; what is used in a second without any (`unasked`) is taken off. */
export function costOf({ kind: { title, share }, used }: KindUsed, unasked: Reading): Cost {
  const { reading, deeds, seconds } = used;
  const own = less(reading, times(unasked, seconds));
  return { title, share, requests: reading.requests / deeds, each: times(own, 1 / reading.requests) };
}

/** The mix of all kinds, as `costs` divides it: whoever is furthest behind the share of its requests comes next. */
export async function mixOf(fleet: Fleet, goods: Goods, costs: readonly Cost[]): Promise<Deed> {
  const kinds: { deed: Deed; weight: number; done: number }[] = [];
  for (const [nth, { prepare }] of KINDS.entries()) {
    const { share, requests } = costs[nth]!;
    kinds.push({ deed: await prepare(arriveAt(fleet), goods), weight: requests / share, done: 0 });
  }
  return async (nth) => {
    const next = kinds.reduce((a, b) => (b.done * b.weight < a.done * a.weight ? b : a));
    next.done += 1;
    await next.deed(nth);
  };
}
