import { keys } from '../../src/platform/redis/keys.js';
import { plainClient } from './redis-monitor.js';

/** Says on the live channel what the scripts of carts and sessions say there. */
export async function liveMessages(redisUrl: string) {
  const client = await plainClient(redisUrl);
  const publish = (message: object) => client.publish(keys.liveChannel, JSON.stringify(message));
  return {
    /** Answers how many processes listen. */
    cart: (owner: string, revision: number, count: number) =>
      publish({ owner, kind: 'cart', revision: String(revision), count }),
    ended: (owner: string, session: string) => publish({ owner, kind: 'ended', session }),
    publish: (text: string) => client.publish(keys.liveChannel, text),
    listeners: async () => (await client.pubSubNumSub(keys.liveChannel))[keys.liveChannel] ?? 0,
    /** Ids of the carts that there are. */
    carts: async () => new Set((await client.keys('cart:{*')).map((key) => /\{(.+)\}/.exec(key)![1]!)),
    close: () => client.close(),
  };
}
export type LiveMessages = Awaited<ReturnType<typeof liveMessages>>;
