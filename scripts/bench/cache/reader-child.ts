import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { type CacheName, caches } from './caches/all.js';
import { deeds } from './deeds.js';
import { Reading } from './reading.js';
import { Source } from './source.js';
import { watchExpiry } from './watch.js';

/** One process of a cache that is compared. Does what it is told over IPC: one deed after the other, or several at once. */
Logger.overrideLogger(false);
const [name, url] = process.argv.slice(2) as [CacheName, string];
const open = await caches[name]();
const reading = new Reading(await open(url), new Source());
const known = { ...deeds, watchExpiry };

export type Deeds = typeof known;

interface Order {
  id: number;
  deed: keyof Deeds;
  order: unknown;
}

process.on('message', ({ id, deed, order }: Order) => {
  const doIt = known[deed] as (reading: Reading, order: unknown) => Promise<unknown>;
  doIt(reading, order).then(
    (answer) => process.send!({ id, answer }),
    (error: Error) => process.send!({ id, error: error.stack }),
  );
});
// A late command that nobody of a library waits for would end the process.
process.on('unhandledRejection', () => {});
process.on('disconnect', () => process.exit());
process.send!({ id: 0 });
