import { createClient } from 'redis';
import { keys } from '../../../src/platform/redis/keys.js';
import { COPY_LIFE_MS, type Copier } from './store.js';

const PER_CALL = 2000;
const CART = '<cart>';

/**
 * KEYS 1 a session's record; ARGV 1 its text with `<cart>` for the cart id, 2 milliseconds to live, 3 start of the cart's
 * keys, 4 and 5 first and last number, then how the keys of a cart end. Record and cart are those of the shop, byte for
 * byte, but for the ids.
 */
const COPY = `
for number = tonumber(ARGV[4]), tonumber(ARGV[5]) do
  local cart = string.format('g-%022d', number)
  local record = string.gsub(ARGV[1], '${CART}', cart)
  redis.call('SET', 'session:v2:{' .. cart .. '}:' .. string.format('%032d', number), record, 'PX', ARGV[2])
  for i = 6, #ARGV do redis.call('COPY', ARGV[3] .. ARGV[i], 'cart:{' .. cart .. '}:' .. ARGV[i]) end
end`;

export type BenchRedis = Awaited<ReturnType<typeof benchRedis>>;

export async function benchRedis(url: string) {
  const client = createClient({ url });
  // The server is killed under it.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Copies inside Redis, a few thousand per command. */
export const copyingIn = (client: BenchRedis): Copier => ({
  async copy({ sid, cartId }, from, to) {
    const key = keys.session(cartId, sid);
    const record = await client.get(key);
    if (record === null) throw new Error('the session to copy is not in Redis');
    const start = keys.cartLines(cartId).slice(0, -'lines'.length);
    const parts = (await client.keys(`${start}*`)).map((name) => name.slice(start.length));
    const text = record.replaceAll(cartId, CART);
    for (let first = from; first < to; first += PER_CALL) {
      const last = Math.min(first + PER_CALL, to) - 1;
      const values = [text, COPY_LIFE_MS, start, first, last, ...parts].map(String);
      await client.eval(COPY, { keys: [key], arguments: values });
    }
  },
});

export async function usedMemory(client: BenchRedis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
}
