import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { KeptFiles } from './kept-files.service.js';
import { packedWithin } from './packed-within.js';

async function* batches(count: number, onRead = () => {}) {
  for (let n = 0; n < count; n += 1) {
    onRead();
    yield `${n} ${Math.random()}\n`.repeat(50);
  }
}

it('packs what it is given, and no longer reads what is too large', async () => {
  const packed = await packedWithin(batches(20), 2 ** 20);
  expect(gunzipSync(packed!).toString().split('\n')).toHaveLength(20 * 50 + 1);
  let read = 0;
  expect(
    await packedWithin(
      batches(1_000_000, () => (read += 1)),
      1000,
    ),
  ).toBeNull();
  expect(read).toBeLessThan(100_000);
});

it('makes one file for each state, however many ask, and another one after a failure', async () => {
  const files = new KeptFiles();
  let made = 0;
  const make = async function* () {
    made += 1;
    yield* batches(3);
    if (made === 3) throw new Error('away');
  };
  const burst = (state: string) =>
    Promise.all(Array.from({ length: 20 }, () => files.packed('a', state, make)));
  const [first] = await burst('1');
  expect(new Set([...(await burst('1')), first]).size).toBe(1);
  expect(made).toBe(1);
  expect((await burst('2'))[0]).not.toBe(first);
  expect(made).toBe(2);
  await expect(burst('3')).rejects.toThrow('away');
  expect((await burst('3'))[0]).toBeInstanceOf(Buffer);
  expect(made).toBe(4);
});

it('lets go of what was asked for longest ago', async () => {
  const files = new KeptFiles();
  let made = 0;
  const make = () => batches(1, () => (made += 1));
  for (let n = 0; n <= 200; n += 1) await files.packed(`file ${n}`, '', make);
  expect(made).toBe(201);
  await files.packed('file 200', '', make);
  expect(made).toBe(201);
  await files.packed('file 0', '', make);
  expect(made).toBe(202);
});
