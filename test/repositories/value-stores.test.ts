import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { TooLargeError, type ValueStore } from '../../src/platform/values/value-store.js';
import { until } from '../support/until.js';
import { addInProcesses } from '../support/value-adders.js';
import { storeKits, type StoreKit } from '../support/value-stores.js';

const LIFE_MS = 60_000;
const ADDS = 200;
const DEADLINE_MS = 250;
/** A busy machine gets a little more. */
const IN_TIME_MS = 700;

const TEXTS = {
  'nothing at all': '',
  JSON: JSON.stringify({ lines: [{ id: 1, note: 'it\'s "fine"' }] }),
  'signs of many scripts': 'Grüße, Привет, 你好, नमस्ते, عربي, ﷽, e\u0301',
  emoji: '🏕️👩‍👩‍👧‍👦🇳🇴😀',
  'ends of lines and zeros': '\r\nEND\r\nSTORED\n\n\0 \t\u2028\ufeff',
  'SQL and markup': `'; DROP TABLE stored_values; -- <script>`,
};

const OUTAGES: Partial<Record<string, string[]>> = {
  file: ['unmounted'],
  mysql: ['frozen', 'dead'],
  dynamodb: ['frozen', 'dead'],
  memcached: ['frozen', 'dead'],
};

const WITH_NODES = ['mysql', 'dynamodb', 'memcached'];

let keyNumber = 0;
const freshKey = (): string => `cart:{g-test_${(keyNumber += 1)}}:v1`;

describe.each(Object.keys(storeKits) as (keyof typeof storeKits)[])('the %s store', (name) => {
  let kit: StoreKit;
  let store: ValueStore;
  let other: ValueStore;

  beforeAll(async () => {
    kit = await storeKits[name]();
    [store, other] = [await kit.open(), await kit.open()];
  });
  beforeEach(() => kit.reset?.());
  afterAll(async () => {
    await Promise.all([store?.close(), other?.close()]);
    await kit?.close();
  });

  const keeps = (promise: keyof ValueStore['promises']) => store.promises[promise] === true;
  const textOf = async (key: string, at = store) => (await at.get(key))?.text ?? null;

  const textWhenBack = async (key: string): Promise<string | null> => {
    const ask = async () => ({ text: await textOf(key) });
    return (await until('answers again', () => ask().catch(() => null))).text;
  };

  /** A key with a value, and the version of that value. */
  async function stored(text = 'one', lifeMs = LIFE_MS): Promise<{ key: string; version: string }> {
    const key = freshKey();
    expect(await store.put(key, text, null, lifeMs)).toBe(true);
    return { key, version: (await store.get(key))!.version };
  }

  describe('keeps a value', () => {
    it('and replaces it only for whoever has read it', async () => {
      expect(await store.get(freshKey())).toBeNull();
      const { key, version } = await stored();
      expect(await store.put(key, 'two', version, LIFE_MS)).toBe(true);
      expect(await store.put(key, 'three', version, LIFE_MS)).toBe(false);
      expect(await store.put(key, 'three', null, LIFE_MS)).toBe(false);
      expect(await store.put(key, 'three', '0', LIFE_MS)).toBe(false);
      expect(await textOf(key)).toBe('two');
    });

    it('until it is deleted, and whoever has read it cannot bring it back', async () => {
      const { key, version } = await stored();
      await store.delete(key);
      await store.delete(key);
      expect(await store.get(key)).toBeNull();
      expect(await store.put(key, 'again', version, LIFE_MS)).toBe(false);
      expect(await store.put(key, 'afresh', null, LIFE_MS)).toBe(true);
      expect(await store.put(key, 'again', version, LIFE_MS)).toBe(false);
      expect(await textOf(key)).toBe('afresh');
    });

    it.each(Object.entries(TEXTS))('with %s in it', async (_what, text) => {
      const { key, version } = await stored(text);
      expect(await textOf(key)).toBe(text);
      expect(await store.put(key, `${text}${text}`, version, LIFE_MS)).toBe(true);
      expect(await textOf(key)).toBe(text + text);
      await store.delete(key);
    });

    it('apart from those of keys that differ only in case, and of the longest keys', async () => {
      const keys = ['{a}:k', '{A}:k', '{a}:K', `${'x'.repeat(199)}1`, `${'x'.repeat(199)}2`];
      for (const key of keys) expect(await store.put(key, `of ${key.slice(-3)}`, null, LIFE_MS)).toBe(true);
      for (const key of keys) expect(await textOf(key)).toBe(`of ${key.slice(-3)}`);
      for (const key of keys) await store.delete(key);
    });

    it.each(['', 'a b', 'a\r\nb', 'ä', 'a/../b', 'x'.repeat(201)])('under no such key: %j', async (key) => {
      await expect(store.get(key)).rejects.toThrow(RangeError);
      await expect(store.put(key, 'x', null, LIFE_MS)).rejects.toThrow(RangeError);
    });

    it('as large as it says, and leaves the old one alone when a new one is too large', async () => {
      const { key, version } = await stored();
      const tooLarge = await store.put(key, 'x'.repeat(store.maxBytes + 1), version, LIFE_MS).catch((e) => e);
      expect(tooLarge).toBeInstanceOf(TooLargeError);
      expect(await store.get(key)).toEqual({ text: 'one', version });
      if (name === 'cookie') return;
      for (const text of ['ж'.repeat(150_000), 'x'.repeat(store.maxBytes)]) {
        const old = await store.get(key);
        expect(await store.put(key, text, old!.version, LIFE_MS)).toBe(true);
        expect((await textOf(key)) === text).toBe(true);
      }
    });
  });

  describe('lets a value expire', () => {
    it('after its life, and then takes it for absent', async () => {
      const started = performance.now();
      const { key, version } = await stored('short', 1000);
      await until('expired', async () => (await store.get(key)) === null, 5);
      // Times of day are whole milliseconds.
      expect(performance.now() - started).toBeGreaterThanOrEqual(998);
      expect(await store.put(key, 'late', version, LIFE_MS)).toBe(false);
      expect(await store.put(key, 'new', null, LIFE_MS)).toBe(true);
      expect(await textOf(key)).toBe('new');
    });

    it('later when it is read with a new life, and keeps its version meanwhile', async () => {
      const lifeMs = 1500;
      const { key, version } = await stored('used', lifeMs);
      const end = performance.now() + 2.5 * lifeMs;
      await until('used for more than two lives', async () => {
        expect(await store.get(key, lifeMs)).toEqual({ text: 'used', version });
        return performance.now() > end;
      });
      expect(await store.put(key, 'changed', version, lifeMs)).toBe(true);
      await until('expired', async () => (await store.get(key)) === null, 5);
    });

    it('not before 60 or 90 days are over, where that is its life', async () => {
      const { key } = await stored('long', 60 * 24 * 3600 * 1000);
      expect(await textOf(key)).toBe('long');
      expect((await store.get(key, 90 * 24 * 3600 * 1000))?.text).toBe('long');
      expect(await textOf(key)).toBe('long');
    });
  });

  describe('keeps exactly the promises it makes', () => {
    it('about parallel changes', async () => {
      const { key, version } = await stored();
      const changes = ['a', 'b', 'c', 'd'].map((text) => store.put(key, text, version, LIFE_MS));
      const absent = freshKey();
      const firsts = ['a', 'b'].map((text) => store.put(absent, text, null, LIFE_MS));
      const won = async (puts: Promise<boolean>[]) => (await Promise.all(puts)).filter(Boolean).length;
      expect([await won(changes), await won(firsts)]).toEqual(keeps('parallelAddsCompose') ? [1, 1] : [4, 2]);
    });

    it(`about ${ADDS} parallel adds, from two processes where they share a store`, async () => {
      const key = freshKey();
      const lost = OUTAGES[name] ? await addInProcesses(kit.settings, key, ADDS) : await addHere(store, key);
      const sum = Number(await textOf(key));
      if (!keeps('parallelAddsCompose')) expect(sum).toBeLessThan(ADDS);
      else expect({ sum, somebodyWasFaster: lost > 0 }).toEqual({ sum: ADDS, somebodyWasFaster: true });
    });

    it('about other instances, and about the end of one', async () => {
      const { key } = await stored('seen by others');
      expect(await textOf(key, other)).toBe(keeps('sharedByInstances') ? 'seen by others' : null);
      await store.close();
      store = await kit.open();
      expect(await textOf(key)).toBe(keeps('survivesInstance') ? 'seen by others' : null);
    });

    const lossOfNode = async () => {
      const keys: string[] = [];
      while (keys.length < 60) keys.push((await stored()).key);
      await kit.replaceNode!();
      const texts: (string | null)[] = [];
      for (const key of keys) texts.push(await textWhenBack(key));
      const survivors = texts.filter((text) => text === 'one').length;
      if (keeps('survivesStoreNode')) expect(survivors).toBe(60);
      else expect(survivors).toBeLessThan(60);
    };
    it.each(WITH_NODES.filter((one) => one === name))('about the loss of a node', lossOfNode);
  });

  describe.each([name].filter((one) => OUTAGES[one]))('that is away', () => {
    it.each(OUTAGES[name]!)('(%s) says so in time, and works again afterwards', async (outage) => {
      const { key, version } = await stored();
      const shop = await kit.open(DEADLINE_MS);
      await until('connected', () => textOf(key, shop).catch(() => null));
      const deeds = {
        get: () => shop.get(key),
        put: () => shop.put(key, 'two', version, LIFE_MS),
        delete: () => shop.delete(key),
      };
      const end = await kit.outages[outage]!();
      try {
        for (const [what, deed] of Object.entries(deeds)) {
          const started = performance.now();
          const said: unknown = await deed().catch((error: unknown) => error);
          expect([what, said]).toEqual([what, expect.any(UnavailableError)]);
          expect([what, performance.now() - started < IN_TIME_MS]).toEqual([what, true]);
        }
      } finally {
        await end();
      }
      const works = () => shop.put(freshKey(), 'x', null, LIFE_MS).catch(() => false);
      await until('every server works again', async () => {
        const answers = await Promise.all(Array.from({ length: 12 }, works));
        return answers.every(Boolean);
      });
      await shop.close();
    });
  });
});

/** Adds within this process, ten at a time. Returns how often somebody else was faster. */
async function addHere(store: ValueStore, key: string): Promise<number> {
  let [left, lost] = [ADDS, 0];
  const add = async (): Promise<void> => {
    const old = await store.get(key);
    const next = String(Number(old?.text ?? 0) + 1);
    if (await store.put(key, next, old?.version ?? null, LIFE_MS)) return;
    lost += 1;
    return add();
  };
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await add();
    }
  };
  await Promise.all(Array.from({ length: 10 }, work));
  return lost;
}
