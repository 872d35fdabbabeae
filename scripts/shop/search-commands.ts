import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { SearchCount } from '../../src/shop/catalog/search/search-count.repository.js';
import { SearchCounts } from '../../src/shop/catalog/search/search-counts.service.js';
import { SynonymsService } from '../../src/shop/catalog/search/synonyms.service.js';
import { Mistyped, Refused, type Command, type Options } from './command.js';
import { table } from './table.js';

const USUAL_DAYS = 30;
const MOST_DAYS = 180;

async function load(shop: INestApplicationContext, file: string, options: Options): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Refused(`${file} cannot be read: ${error.message}. Nothing was changed.`);
  });
  const outcome = await shop.get(SynonymsService).load(text, languageOf(options));
  if (!outcome.ok) throw new Refused(`${file}: ${outcome.problem}`);
  const { lines, isChanged } = outcome;
  return isChanged
    ? `Synonyms that count now, in lines: ${lines}`
    : `The same synonyms are there already, in lines: ${lines}`;
}

async function show(shop: INestApplicationContext, options: Options): Promise<string> {
  const lines = await shop.get(SynonymsService).lines(languageOf(options));
  return lines.length === 0 ? 'There are no synonyms.' : lines.join('\n');
}

/** The shop's own when nothing was typed. */
const languageOf = ({ language }: Options): string | undefined =>
  typeof language === 'string' ? language : undefined;

function daysOf(options: Options): number {
  const text = options['days'] ?? String(USUAL_DAYS);
  const days = typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new Mistyped(`Of how many days? From 1 to ${MOST_DAYS}, such as --days=7`);
}

async function report(shop: INestApplicationContext, options: Options): Promise<string> {
  const days = daysOf(options);
  const { top, missed } = await shop.get(SearchCounts).report(days);
  if (top.length === 0) return `Nothing was searched for in the last ${days} days.`;
  const nothing = missed.length === 0 ? 'Every search found something.' : tableOf(missed);
  return `Searches of the last ${days} days\n${tableOf(top)}\n\nThose that found nothing\n${nothing}`;
}

const tableOf = (counts: readonly SearchCount[]): string =>
  table(
    ['Search', 'Times', 'Products'],
    counts.map(({ text, searches, results }) => [text, String(searches), String(results)]),
    ['Times', 'Products'],
  );

/** What staff do so that searches find what was meant. */
export const searchCommands: Command[] = [
  {
    name: 'synonyms load',
    usage: `synonyms load FILE [--language=de]   (takes the place of all others of the language, the shop’s own unless told; a line "a, b, c" or "a => b"; # begins a remark)`,
    values: ['language'],
    words: 1,
    run: (shop, [file = ''], options) => load(shop, file, options),
  },
  {
    name: 'synonyms show',
    usage: 'synonyms show [--language=de]',
    values: ['language'],
    words: 0,
    run: (shop, _, options) => show(shop, options),
  },
  {
    name: 'search report',
    usage: 'search report [--days=30]   (what is searched for most, and what finds nothing)',
    values: ['days'],
    words: 0,
    run: (shop, _, options) => report(shop, options),
  },
];
