import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'redis';
import type { RecordedAnswer } from '../recording.js';
import type { Asks } from './rows.js';

/**
 * The limit: `node:http` with one handler and bytes that lie ready, and where a visitor is known by a session one GET to
 * Redis before, for a change of a cart GET and SET. Answers `/<name of a row>` as the shop did, head and body; the file
 * with the answers is named in BENCH_ANSWERS.
 */
interface Ready {
  status: number;
  /** Names and values in turn. */
  headers: string[];
  body: Buffer;
  asks: Asks;
}

/** As the shop's: connections wait while other servers are measured. */
const KEEP_ALIVE_MS = 70_000;
const KEY = 'bench:limit';
/** As long as a cart of five lines. */
const CART = JSON.stringify({
  lines: Array.from({ length: 5 }, (_, nth) => ({ variantId: 1000 + nth, quantity: 1 })),
});

const recorded = JSON.parse(readFileSync(process.env['BENCH_ANSWERS']!, 'utf8')) as (RecordedAnswer & {
  asks: Asks;
})[];
const answers = new Map(recorded.map((answer): [string, Ready] => [`/${answer.name}`, ready(answer)]));
/** Without a timer for each command, as in the shop. */
const redis = await createClient({
  url: process.env['REDIS_URL']!,
  commandOptions: { timeout: 0 },
}).connect();
await redis.set(KEY, CART);

function ready({ status, headers, body, asks }: RecordedAnswer & { asks: Asks }): Ready {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => [name, String(one)]),
  );
  return { status, headers: pairs, body: Buffer.from(body, 'base64'), asks };
}

const answer = (response: ServerResponse, { status, headers, body }: Ready) =>
  response.writeHead(status, headers).end(body);

const server = createServer((request, response) => {
  const found = answers.get(request.url!)!;
  if (found.asks === 'nothing') return void answer(response, found);
  if (found.asks === 'get') return void redis.get(KEY).then(() => answer(response, found));
  request.resume().once('end', () => {
    void redis.get(KEY).then(async (cart) => {
      await redis.set(KEY, cart!);
      answer(response, found);
    });
  });
});

server.keepAliveTimeout = KEEP_ALIVE_MS;
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`limit on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.once('SIGTERM', () => process.exit(0));
