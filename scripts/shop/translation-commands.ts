import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { otherLanguages } from '../../src/platform/language/locales.js';
import { ExportTranslations } from '../../src/shop/product-csv/translations/export-translations.service.js';
import {
  ImportTranslations,
  type TranslationImportResult,
} from '../../src/shop/product-csv/translations/import-translations.service.js';
import { Progress } from '../catalog/progress.js';
import { Refused, type Command, type Options } from './command.js';

async function importFile(shop: INestApplicationContext, file: string, options: Options): Promise<string> {
  const { size } = await stat(file).catch((error: Error) => {
    throw new Refused(`${file} cannot be read: ${error.message}. Nothing was changed.`);
  });
  const progress = new Progress(size);
  const isDryRun = options['dry-run'] === true;
  const rules = { isDryRun, removesEmpty: options['remove-empty'] === true };
  const source = progress.watch(createReadStream(file));
  try {
    const result = await shop.get(ImportTranslations).run(source, rules, {
      onRefused: ({ name, line, reason }) =>
        progress.say(`line ${line}: nothing of ${name} was imported: ${reason}`),
      onProgress: (things) => progress.add(things),
    });
    progress.stop();
    return orRefuse(result, isDryRun);
  } finally {
    progress.stop();
  }
}

/** Whoever's file was not taken whole is told by the exit code too. */
function orRefuse(result: TranslationImportResult, isDryRun: boolean): string {
  const { written, removed, unchanged, refused, leftOut, stoppedBy } = result;
  const start = isDryRun ? 'Nothing was written. It would be' : 'Texts:';
  const rest = leftOut > 0 ? ` ${leftOut} rows of other types were left out.` : '';
  const said = `${start} ${written} written, ${removed} removed, ${unchanged} unchanged; ${refused} things refused.${rest}`;
  if (stoppedBy)
    throw new Refused(
      `${stoppedBy.message}\nThe file was not read beyond this place; what stood before it stays.\n${said}`,
    );
  if (refused > 0) throw new Refused(said);
  return said;
}

async function exportTo(shop: INestApplicationContext, language: string, options: Options): Promise<string> {
  const languages = otherLanguages();
  if (!languages.includes(language))
    throw new Refused(
      `The shop is not translated into "${language}", only into: ${languages.join(', ') || 'none'}. Add the language to LOCALES.`,
    );
  const pieces = shop.get(ExportTranslations).run(language);
  const { file } = options;
  if (typeof file !== 'string') return (await Readable.from(pieces).toArray()).join('').trimEnd();
  await pipeline(Readable.from(pieces), createWriteStream(file)).catch((error: Error) => {
    throw new Refused(`${file} cannot be written: ${error.message}.`);
  });
  return `Written to ${file}`;
}

/** What staff do with the shop's texts in other languages. */
export const translationCommands: Command[] = [
  {
    name: 'translations import',
    usage:
      'translations import FILE.csv [--dry-run] [--remove-empty]   (Shopify’s file of translations; an empty cell says nothing, or takes the text away)',
    switches: ['dry-run', 'remove-empty'],
    words: 1,
    run: (shop, [file = ''], options) => importFile(shop, file, options),
  },
  {
    name: 'translations export',
    usage:
      'translations export LANGUAGE [--file=FILE.csv]   (all that can be translated, such as: export de)',
    values: ['file'],
    words: 1,
    run: (shop, [language = ''], options) => exportTo(shop, language, options),
  },
];
