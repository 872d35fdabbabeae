import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Life } from './cache-under-test.js';
import { type Answers, eachNumber, noAnswers, type OneRead, type Reading } from './reading.js';
import type { Source } from './source.js';

export interface Cost {
  reads: number;
  loads: number;
  perSecond: number;
  cpuMicros: number;
}

const READS_A_TURN = 500;
const WARM_NAMES = 100;

async function costOf(reading: Reading, work: () => Promise<number>): Promise<Cost> {
  const [before, cpu, started] = [reading.source.loads.length, process.cpuUsage(), performance.now()];
  const reads = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    reads,
    loads: reading.source.loads.length - before,
    perSecond: reads / seconds,
    cpuMicros: (user + system) / reads,
  };
}

/** What a process that reads can be told to do. Names are `prefix` and a number. */
export const deeds = {
  async behave({ source }: Reading, changes: Parameters<Source['behave']>[0]): Promise<void> {
    source.behave(changes);
  },

  /** Reads each of many names once. */
  readEach(reading: Reading, { prefix, count, atOnce, life }: Many): Promise<Cost> {
    const read = reading.readerOf(life);
    return costOf(reading, async () => {
      // One that fails, as late on a busy machine, is no reason to stop: what is missing is counted as a load later.
      await eachNumber(count, atOnce, (nth) => read(`${prefix}${nth}`).catch(() => null));
      return count;
    });
  },

  /** Reads a hundred names, which are in L1, again and again. */
  async readWarm(reading: Reading, { prefix, ms, life }: { prefix: string; ms: number; life: Life }) {
    const read = reading.readerOf(life);
    const names = Array.from({ length: WARM_NAMES }, (_, nth) => `${prefix}${nth}`);
    for (const name of names) await read(name);
    return costOf(reading, async () => {
      let reads = 0;
      for (const end = performance.now() + ms; performance.now() < end; await nextTurn())
        for (let nth = 0; nth < READS_A_TURN; nth += 1) await read(names[reads++ % WARM_NAMES]!);
      return reads;
    });
  },

  /** Many callers of one name at once; `at`: the moment, of `Date.now()`. */
  async crowd(
    reading: Reading,
    { name, callers, at, life }: CrowdOrder,
  ): Promise<Answers & { loads: number }> {
    const before = reading.source.loads.length;
    await pause(Math.max(0, at - Date.now()));
    const answers = noAnswers();
    await Promise.all(Array.from({ length: callers }, () => reading.count(name, life, answers)));
    return { ...answers, loads: reading.source.loads.length - before };
  },

  /** Starts a read of another name, or of the same one, every few milliseconds. */
  async pace(reading: Reading, { prefix, count, everyMs, isSame, life }: PaceOrder) {
    const [before, answers, reads] = [reading.source.loads.length, noAnswers(), [] as Promise<OneRead>[]];
    for (let nth = 0; nth < count; nth += 1) {
      reads.push(reading.count(`${prefix}${isSame ? 0 : nth}`, life, answers));
      await pause(everyMs);
    }
    await Promise.all(reads);
    return { ...answers, loads: reading.source.loads.length - before };
  },

  read: (reading: Reading, { name, life }: { name: string; life: Life }): Promise<OneRead> =>
    reading.one(name, life),

  async forget({ cache }: Reading, { name }: { name: string }): Promise<{ from: number; until: number }> {
    const from = Date.now();
    await cache.forget(name);
    return { from, until: Date.now() };
  },

  /** Asks until it is told this version. Answers the moment, of `Date.now()`; null when it takes longer. */
  async sees(reading: Reading, { name, version, mostMs, life }: SeesOrder): Promise<number | null> {
    for (const end = performance.now() + mostMs; performance.now() < end; await pause(2))
      if ((await reading.one(name, life)).version === version) return Date.now();
    return null;
  },

  /** A slow reader: begins to read, and has the old value in its hands when this resolves. */
  async begin(reading: Reading, { name, life }: { name: string; life: Life }): Promise<void> {
    const { begun, release } = reading.source.holdNext();
    const read = reading.one(name, life);
    await begun;
    slowReaders.set(name, { read, release });
  },

  async finish(_: Reading, { name }: { name: string }): Promise<OneRead> {
    const { read, release } = slowReaders.get(name)!;
    slowReaders.delete(name);
    release();
    return read;
  },

  /** Megabytes of live heap, after so many collections. */
  async heap(_: Reading, { collections }: { collections: number }): Promise<number> {
    for (let nth = 0; nth < collections; nth += 1) {
      await pause(50);
      globalThis.gc!();
    }
    return process.memoryUsage().heapUsed / 1e6;
  },
};

const slowReaders = new Map<string, { read: Promise<OneRead>; release: () => void }>();

export interface Many {
  prefix: string;
  count: number;
  atOnce: number;
  life: Life;
}
interface CrowdOrder {
  name: string;
  callers: number;
  at: number;
  life: Life;
}
interface PaceOrder {
  prefix: string;
  count: number;
  everyMs: number;
  isSame: boolean;
  life: Life;
}
interface SeesOrder {
  name: string;
  version: number;
  mostMs: number;
  life: Life;
}
