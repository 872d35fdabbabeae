import type { CacheUnderTest, Life, Reader } from './cache-under-test.js';
import { isProduct, type Product } from './product.js';
import type { Source } from './source.js';

/** Longer than any answer may take. */
const HUNG_MS = 3000;

/** What came of reads that may take long. */
export interface Answers {
  reads: number;
  longestMs: number;
  failed: number;
  /** Without an answer after 3 s. */
  hung: number;
}

export const noAnswers = (): Answers => ({ reads: 0, longestMs: 0, failed: 0, hung: 0 });

export interface OneRead {
  outcome: 'whole' | 'odd' | 'null' | 'failed' | 'hung';
  version: number | null;
  ms: number;
}

/** One process of a cache that is compared, and its source. */
export class Reading {
  private readonly readers = new Map<string, Reader>();

  constructor(
    readonly cache: CacheUnderTest,
    readonly source: Source,
  ) {}

  readerOf(life: Life): (name: string) => Promise<unknown> {
    const id = JSON.stringify(life);
    const reader = this.readers.get(id) ?? this.cache.reader(life);
    this.readers.set(id, reader);
    return (name) => reader(name, () => this.source.load(name));
  }

  async one(name: string, life: Life): Promise<OneRead> {
    const started = performance.now();
    const [outcome, value] = await settled(this.readerOf(life)(name));
    const ms = performance.now() - started;
    if (outcome !== 'value') return { outcome, version: null, ms };
    if (value === null || value === undefined) return { outcome: 'null', version: null, ms };
    const isWhole = isProduct(value) && value.handle === name;
    return { outcome: isWhole ? 'whole' : 'odd', version: (value as Product).version ?? null, ms };
  }

  /** One read, counted. */
  async count(name: string, life: Life, answers: Answers): Promise<OneRead> {
    const read = await this.one(name, life);
    const { outcome, ms } = read;
    answers.reads += 1;
    answers.longestMs = Math.max(answers.longestMs, ms);
    if (outcome === 'failed' || outcome === 'hung') answers[outcome] += 1;
    return read;
  }
}

async function settled(answer: Promise<unknown>): Promise<['value' | 'failed' | 'hung', unknown]> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<['hung', null]>((resolve) => {
    timer = setTimeout(() => resolve(['hung', null]), HUNG_MS);
  });
  const found = answer.then(
    (value): ['value', unknown] => ['value', value],
    (): ['failed', null] => ['failed', null],
  );
  return Promise.race([found, hung]).finally(() => clearTimeout(timer));
}

/** Does `work` for each number below `count`, so many at a time. */
export async function eachNumber(
  count: number,
  atOnce: number,
  work: (nth: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const goOn = async () => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, goOn));
}
