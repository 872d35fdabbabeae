import type { BenchRedis } from '../sessions/redis-copies.js';

type Damage = (client: BenchRedis, key: string, text: string) => Promise<unknown>;

const written =
  (damaged: (text: string) => string): Damage =>
  (client, key, text) =>
    client.set(key, damaged(text), { expiration: { type: 'EX', value: 600 } });

async function anotherType(client: BenchRedis, key: string, write: () => Promise<unknown>): Promise<void> {
  await client.del(key);
  await write();
}

/** Twenty ways in which what L2 holds may be no value of ours. */
export const damages: readonly Damage[] = [
  ...['', ' ', 'null', '{}', '[]', '0', 'true', '"text"', 'undefined', '\u0000\u0001\u0002'].map((text) =>
    written(() => text),
  ),
  written((text) => text.slice(0, text.length >> 1)),
  written((text) => text.slice(text.length >> 1)),
  written((text) => `${text}x`),
  written((text) => text.slice(1)),
  written((text) => text + text),
  // Of another version of the shop: whole, and of another shape.
  written((text) => text.replace(/"title":"[^"]*"/, '"title":7')),
  written((text) => text.replace('"variants":[', '"variants":null,"sorts":[')),
  written((text) => text.replace('"description":', '"text":')),
  (client, key) => anotherType(client, key, () => client.hSet(key, 'value', '1')),
  (client, key) => anotherType(client, key, () => client.lPush(key, '1')),
];
