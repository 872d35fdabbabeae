import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { ExportNewsletter } from '../../src/shop/newsletter/export-newsletter.service.js';
import { Refused, type Command } from './command.js';

/** Of people's addresses nobody else on this machine need know. */
const OWNER_ONLY = 0o600;

async function exportTo(shop: INestApplicationContext, file: string): Promise<string> {
  const pieces = Readable.from(shop.get(ExportNewsletter).run());
  await pipeline(pieces, createWriteStream(file, { mode: OWNER_ONLY })).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.syscall === undefined) throw error;
      throw new Refused(`${file} cannot be written: ${error.message}. Name another place.`);
    },
  );
  return `Written to ${file}`;
}

export const newsletterCommands: Command[] = [
  {
    name: 'newsletter export',
    usage:
      'newsletter export FILE.csv   (addresses that have confirmed, with the proof and the way to leave)',
    words: 1,
    run: (shop, [file = '']) => exportTo(shop, file),
  },
];
