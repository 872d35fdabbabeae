import { Client } from '../client.js';
import { quantile } from '../measure.js';
import { startServer, type Setting } from './contenders.js';

/** Milliseconds from the start of a process to its first product page: the median of all starts. */
export type Starts = Record<'shop' | 'textbook', number>;

export async function measureStarts(setting: Setting, path: string, times: number): Promise<Starts> {
  const took: Record<keyof Starts, number[]> = { shop: [], textbook: [] };
  for (let time = 0; time < times; time += 1)
    for (const name of ['shop', 'textbook'] as const) took[name].push(await firstPage(name, setting, path));
  return { shop: Math.round(quantile(took.shop, 0.5)), textbook: Math.round(quantile(took.textbook, 0.5)) };
}

async function firstPage(name: keyof Starts, setting: Setting, path: string): Promise<number> {
  const started = performance.now();
  const server = await startServer(name, setting);
  const client = new Client(server.url, 1);
  try {
    while ((await client.send({ method: 'GET', path })).status !== 200);
    return performance.now() - started;
  } finally {
    client.close();
    await server.end();
  }
}
