import { createClient } from 'redis';

/** A plain connection, for looking into a Redis from outside the shop. */
export async function plainClient(url: string) {
  const client = createClient({ url });
  // A server that a test kills under it; its commands fail all the same.
  client.on('error', () => {});
  await client.connect();
  return client;
}
export type PlainClient = Awaited<ReturnType<typeof plainClient>>;
