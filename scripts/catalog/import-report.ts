import type { ImportListener, ImportResult } from '../../src/shop/product-csv/import-products.service.js';
import type { Progress } from './progress.js';

/** More are counted, not named: a report is read by a person. */
const MOST_NAMED = 200;

interface Missing {
  handle: string;
  source: string;
  reason: string;
}

/** Tells staff what an import does: problems as they come on standard error, the outcome on standard output. */
export class ImportReport implements ImportListener {
  private readonly missing: Missing[] = [];
  private missingCount = 0;

  constructor(
    private readonly progress: Progress,
    private readonly isDryRun: boolean,
  ) {}

  onUnknownColumns(names: string[]): void {
    this.progress.say(`These columns are not used: ${names.join(', ')}`);
  }

  onRefused({ handle, line, reason }: { handle: string; line: number; reason: string }): void {
    this.progress.say(`line ${line}: ${handle || 'product'} was not imported: ${reason}`);
  }

  onImageNotFetched(missing: Missing): void {
    this.missingCount += 1;
    if (this.missing.length < MOST_NAMED) this.missing.push(missing);
  }

  onVideoLeftOut({ handle, line, source, reason }: Missing & { line: number }): void {
    this.progress.say(`line ${line}: ${handle}: ${source} is not shown: ${reason}`);
  }

  onProgress(products: number): void {
    this.progress.add(products);
  }

  finish(result: ImportResult): void {
    this.nameMissingImages();
    if (result.stoppedBy)
      process.stderr.write(
        `${result.stoppedBy.message}\nThe file was not read beyond this place; products before it stay.\n`,
      );
    process.stdout.write(`${summary(result, this.isDryRun)}\n`);
  }

  private nameMissingImages(): void {
    if (this.missingCount === 0) return;
    const lines = this.missing.map(({ handle, source, reason }) => `  ${handle}: ${source} (${reason})`);
    const more = this.missingCount - this.missing.length;
    const rest = more > 0 ? [`  and ${more} more`] : [];
    process.stderr.write(
      `${this.missingCount} pictures were not fetched; the shop draws a placeholder for them:\n${[...lines, ...rest].join('\n')}\n`,
    );
  }
}

function summary({ created, updated, unchanged, refused }: ImportResult, isDryRun: boolean): string {
  const start = isDryRun ? 'Nothing was written. It would be' : 'Products:';
  return `${start} ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused.`;
}
