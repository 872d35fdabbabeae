import { Client } from '../client.js';
import { BenchProcess } from './bench-process.js';
import { each, newVisitors, Visitor } from './visitor.js';

const AT_ONCE = 6;

export interface Adds {
  adds: number;
  /** Answered with an error: nobody was told that they had worked. */
  refused: number;
  /** Of these, what is in the cart all the same: the store did not answer in time, and the shop said that it was not sure. */
  made: number;
  /** Acknowledged, and not in the cart afterwards. */
  lost: number;
}

export interface Lost {
  sessions: number;
  lost: number;
}

/**
 * One visitor's adds, all on the way at the same time, by turns to each of the clients. They start with the same cookie;
 * of several new ones the browser keeps what came last.
 */
export async function parallelAdds(
  clients: readonly Client[],
  variantIds: readonly number[],
  adds: number,
): Promise<Adds> {
  const visitor = await Visitor.withCart(clients[0]!, variantIds);
  const answers = await Promise.all(
    Array.from({ length: adds }, (_, nth) =>
      visitor.add(clients[nth % clients.length]!, variantIds[nth % variantIds.length]!),
    ),
  );
  const acknowledged = answers.filter(({ status }) => status === 303).length;
  const units = await visitor.units(clients[0]!);
  const missing = variantIds.length + acknowledged - units;
  const [lost, made] = [Math.max(missing, 0), Math.max(-missing, 0)];
  return { adds, refused: adds - acknowledged, made, lost };
}

/** Visitors whose carts were made by one web process, which then dies: what another one knows of them. */
export async function withoutInstance(
  instance: BenchProcess,
  other: Client,
  variantIds: readonly number[],
  sessions: number,
): Promise<Lost> {
  const client = new Client(instance.url, AT_ONCE);
  const visitors = await newVisitors(client, variantIds, sessions);
  client.close();
  await instance.kill();
  return stillThere(visitors, other, variantIds.length);
}

/** Visitors with carts, then a node of the store dies and another one takes its name. */
export async function withoutNode(
  loseNode: () => Promise<void>,
  client: Client,
  variantIds: readonly number[],
  sessions: number,
): Promise<Lost> {
  const visitors = await newVisitors(client, variantIds, sessions);
  await loseNode();
  return stillThere(visitors, client, variantIds.length);
}

async function stillThere(visitors: readonly Visitor[], client: Client, units: number): Promise<Lost> {
  const found = await each(visitors, 1, (visitor) => visitor.units(client));
  return { sessions: visitors.length, lost: found.filter((count) => count !== units).length };
}
