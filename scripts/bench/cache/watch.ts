import { setTimeout as pause } from 'node:timers/promises';
import type { Life } from './cache-under-test.js';
import { type Answers, noAnswers, type Reading } from './reading.js';

export interface Burst extends Answers {
  keys: number;
  /** Loads of a key, in the mean, until each has been loaded anew. */
  loadsPerKey: number;
  /** Of all first loads, in the second in which most of them came. */
  fullestSecond: number;
  /** From the first to the last of them. */
  spreadMs: number;
  /** Keys that were never loaded anew. */
  kept: number;
  /** Answers that hold what was loaded after they were asked for: somebody waited for it. */
  waited: number;
}

interface Order {
  prefix: string;
  keys: number;
  life: Life;
  /** How long each key is read again and again. */
  watchMs: number;
}

/** So often every key is read. */
const SWEEP_MS = 500;
const TURNS = 50;

/** Reads all keys twice a second, from before their lives end until after, and counts what is loaded. */
export async function watchExpiry(reading: Reading, { prefix, keys, life, watchMs }: Order): Promise<Burst> {
  const [answers, reads] = [noAnswers(), [] as Promise<boolean>[]];
  const before = reading.source.loads.length;
  const started = performance.now();
  for (let turn = 0; performance.now() - started < watchMs; turn += 1) {
    // What is loaded from this turn on has its number, so that an answer tells whether it waited, on a busy machine too.
    const version = turn + 2;
    reading.source.behave({ version });
    const hasWaited = async (name: string) =>
      ((await reading.count(name, life, answers)).version ?? 0) >= version;
    for (let nth = turn % TURNS; nth < keys; nth += TURNS) reads.push(hasWaited(`${prefix}${nth}`));
    await pause(Math.max(0, started + (turn + 1) * (SWEEP_MS / TURNS) - performance.now()));
  }
  const waited = (await Promise.all(reads)).filter(Boolean).length;
  return { ...answers, keys, waited, ...burstOf(reading.source.loads.slice(before), keys) };
}

function burstOf(loads: readonly { name: string; at: number }[], keys: number) {
  const first = new Map<string, number>();
  for (const { name, at } of loads) if (!first.has(name)) first.set(name, at);
  const moments = [...first.values()].toSorted((a, b) => a - b);
  let fullest = 0;
  for (let from = 0, to = 0; to < moments.length; to += 1) {
    while (moments[to]! - moments[from]! > 1000) from += 1;
    fullest = Math.max(fullest, to - from + 1);
  }
  return {
    loadsPerKey: loads.length / Math.max(moments.length, 1),
    fullestSecond: fullest / Math.max(moments.length, 1),
    spreadMs: (moments.at(-1) ?? 0) - (moments[0] ?? 0),
    kept: keys - moments.length,
  };
}
