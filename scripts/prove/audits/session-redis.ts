import { plainClient } from '../../rig/plain-client.js';

/** Of all keys those that live for ever, and how many were evicted. */
export async function sessionRedis(url: string) {
  const client = await plainClient(url);
  const keysWithoutLife: string[] = [];
  for await (const keys of client.scanIterator({ COUNT: 1000 })) {
    const lives = await Promise.all(keys.map((key) => client.ttl(key)));
    keysWithoutLife.push(...keys.filter((_, nth) => lives[nth] === -1));
  }
  const evicted = Number(/evicted_keys:(\d+)/.exec(await client.info('stats'))![1]);
  client.destroy();
  return { keysWithoutLife, evicted };
}
