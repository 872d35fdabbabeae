import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { run } from '../src/platform/process/run.js';
import type { ImportResult } from '../src/shop/product-csv/import-products.service.js';
import { ImportProductsService } from '../src/shop/product-csv/import-products.service.js';
import { openShop, ProductCsvTools } from './catalog/open-shop.js';
import { Progress } from './catalog/progress.js';
import { ImportReport } from './catalog/import-report.js';

// V8 lets a heap of 60 MB grow to four times as much before it looks again where there is memory to spare: collect at twice.
setFlagsFromString('--heap-growing-percent=100');

const USAGE = 'Usage: npm run catalog:import -- FILE.csv [--dry-run] [--images=fetch|skip]';

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, images: { type: 'string', default: 'fetch' } },
  });
  const [file, ...others] = positionals;
  if (!file || others.length > 0 || !['fetch', 'skip'].includes(values.images)) throw new Error(USAGE);
  return { file, isDryRun: values['dry-run'], fetchesImages: values.images === 'fetch' };
}

/** 0 when the whole file is in the shop; 1 when a product was refused or the file could not be read to its end. */
const exitCodeOf = ({ refused, stoppedBy }: ImportResult): number => (refused === 0 && !stoppedBy ? 0 : 1);

run(async () => {
  let options;
  try {
    options = readArguments();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
    return;
  }
  const { size } = await stat(options.file).catch((error: Error) => {
    throw new Error(`cannot read ${options.file}: ${error.message}`);
  });
  const shop = await openShop(ProductCsvTools);
  const progress = new Progress(size);
  const report = new ImportReport(progress, options.isDryRun);
  const source = progress.watch(createReadStream(options.file));
  try {
    const result = await shop.get(ImportProductsService).run(source, options, report);
    progress.stop();
    report.finish(result);
    process.exitCode = exitCodeOf(result);
  } finally {
    progress.stop();
    await shop.close();
  }
});
