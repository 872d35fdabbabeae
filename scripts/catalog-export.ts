import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { run } from '../src/platform/process/run.js';
import { ExportProductsService } from '../src/shop/product-csv/export-products.service.js';
import { openShop, ProductCsvTools } from './catalog/open-shop.js';

/** The file gets its name when it is complete: an export that failed leaves the last good one. */
run(async () => {
  const [file, ...others] = process.argv.slice(2);
  if (!file || others.length > 0) {
    process.stderr.write('Usage: npm run catalog:export -- FILE.csv\n');
    process.exitCode = 2;
    return;
  }
  const shop = await openShop(ProductCsvTools);
  const draft = `${file}.${randomUUID()}`;
  let count = 0;
  try {
    const pieces = shop.get(ExportProductsService).run((products) => (count += products));
    await pipeline(Readable.from(pieces), createWriteStream(draft, { flags: 'wx' }));
    await rename(draft, file);
    process.stdout.write(`${count} products written to ${file}\n`);
  } finally {
    await rm(draft, { force: true });
    await shop.close();
  }
});
