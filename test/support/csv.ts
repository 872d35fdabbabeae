import type { ImportListener, ImportResult } from '../../src/shop/product-csv/import-products.service.js';
import { ExportProductsService } from '../../src/shop/product-csv/export-products.service.js';
import { ImportProductsService } from '../../src/shop/product-csv/import-products.service.js';
import type { TestCatalogue } from './catalogue.js';

/** Everything an import had to say. */
export class Heard implements ImportListener {
  unknownColumns: string[] = [];
  refused: { handle: string; line: number; reason: string }[] = [];
  notFetched: { source: string; reason: string }[] = [];
  onUnknownColumns = (names: string[]) => void this.unknownColumns.push(...names);
  onRefused = ({ handle, line, reason }: { handle: string; line: number; reason: string }) =>
    void this.refused.push({ handle, line, reason });
  videosLeftOut: { handle: string; line: number; source: string; reason: string }[] = [];
  onVideoLeftOut = (leftOut: Heard['videosLeftOut'][number]) => void this.videosLeftOut.push(leftOut);
  onImageNotFetched = (missing: { source: string; reason: string }) => void this.notFetched.push(missing);
  onProgress = () => undefined;
}

/** Imports a text or bytes, in pieces of `pieceBytes`, without pictures. */
export async function importCsv(
  shop: TestCatalogue,
  file: string | Buffer,
  { isDryRun = false, fetchesImages = false, pieceBytes = 65_536 } = {},
): Promise<ImportResult & { heard: Heard }> {
  const bytes = Buffer.from(file as string);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const heard = new Heard();
  const result = await shop.get(ImportProductsService).run(pieces(), { isDryRun, fetchesImages }, heard);
  return { ...result, heard };
}

export async function exportCsv(shop: TestCatalogue): Promise<string> {
  let text = '';
  for await (const piece of shop.get(ExportProductsService).run(() => undefined)) text += piece;
  return text;
}
