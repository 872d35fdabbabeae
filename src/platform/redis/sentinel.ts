import { deadline } from '../clock/deadline.js';
import { sentinelOptions } from './client-options.js';
import { newClient } from './new-client.js';
import type { RedisAddress, RedisNode } from './redis-address.js';

const ASK_MS = 700;

interface Opinion {
  node: RedisNode;
  /** Grows with every fail-over that the Sentinels agreed on. */
  epoch: number;
}

/**
 * The primary, as the Sentinels say. All are asked at once and half of them must have answered: one that was cut off
 * may still name the old primary, but among a majority somebody knows of the latest fail-over.
 * Errors: why no Sentinel told.
 */
export async function primaryOf(address: RedisAddress): Promise<RedisNode> {
  const opinions = await opinionsOf(address);
  return opinions.reduce((best, next) => (next.epoch > best.epoch ? next : best)).node;
}

function opinionsOf(address: RedisAddress): Promise<Opinion[]> {
  const enough = Math.floor(address.nodes.length / 2) + 1;
  const opinions: Opinion[] = [];
  let left = address.nodes.length;
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      left -= 1;
      if (opinions.length >= enough || (left === 0 && opinions.length > 0)) resolve(opinions);
      else if (left === 0) reject(error ?? new Error('no Sentinel answered'));
    };
    for (const node of address.nodes)
      ask(address, node).then(
        (opinion) => {
          opinions.push(opinion);
          settle();
        },
        (error: Error) => settle(new Error(`Sentinel ${node.host}:${node.port}: ${error.message}`)),
      );
  });
}

async function ask(address: RedisAddress, node: RedisNode): Promise<Opinion> {
  const client = newClient(sentinelOptions(address, node));
  client.on('error', () => {});
  const question = async () => {
    await client.connect();
    return Promise.all([
      // Names the new primary as soon as it is promoted; MASTER does so when all replicas follow it, a second later.
      client.sendCommand<[string, string] | null>([
        'SENTINEL',
        'GET-MASTER-ADDR-BY-NAME',
        address.masterName,
      ]),
      client.sendCommand<Record<string, string>>(['SENTINEL', 'MASTER', address.masterName]),
    ]);
  };
  try {
    const [primary, { 'config-epoch': epoch }] = await deadline(question(), ASK_MS);
    if (!primary) throw new Error(`does not know ${address.masterName}`);
    return { node: { host: primary[0], port: Number(primary[1]) }, epoch: Number(epoch) };
  } finally {
    client.destroy();
  }
}
