import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createConnection } from 'mysql2/promise';
import { Database } from '../../../src/platform/database/database.js';
import { PlatformModule } from '../../../src/platform/platform.module.js';
import { CatalogModule } from '../../../src/shop/catalog/catalog.module.js';
import { CatalogService } from '../../../src/shop/catalog/catalog.service.js';
import { heldMegabytes } from '../listings/cost.js';
import { fillCatalogue } from '../listings/fill-catalogue.js';
import { searches, warmUp } from './searches.js';
import { bothTimesOf, brokenPromises, timesOf, timesTable, type Times } from './times.js';

/** Searches of a big catalogue, on the servers named in the environment. The database must be empty. */
const products = Number(process.env['BENCH_PRODUCTS'] ?? 50_000);
const PAGE = 24;
const SUGGESTED = 6;
const say = (line: string) => process.stderr.write(`  ${line}\n`);

@Module({ imports: [PlatformModule, CatalogModule] })
class Catalogue {}

const migrate = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'migrate.js');
execFileSync(process.execPath, [migrate], { stdio: ['ignore', 'ignore', 'inherit'] });
const connection = await createConnection(process.env['DATABASE_URL']!);
await fillCatalogue(connection, { products });
await connection.end();
say(`${products} products written`);

const shop = await NestFactory.createApplicationContext(Catalogue, { logger: ['error', 'fatal'] });
const [catalog, database] = [shop.get(CatalogService), shop.get(Database)];
const empty = heldMegabytes();
const opened = performance.now();
await catalog.openListings();
const openMs = Math.round(performance.now() - opened);
const held = heldMegabytes();
const memory = { objects: held.objects - empty.objects, columns: held.columns - empty.columns };
say(
  `all read in ${openMs} ms; ${memory.columns.toFixed(1)} MB of columns, ${memory.objects.toFixed(1)} MB of objects`,
);

const filters = { vendors: [], types: [], tags: [], options: [] };
const pageOf = (search: string, page: number) =>
  catalog.listing({ collection: null, search, sort: 'relevance', page, pageSize: PAGE, filters });
const page = (search: string) => pageOf(search, 1);
const like = (text: string) =>
  database.query(
    `SELECT id, handle, title, vendor, type, card FROM products WHERE title LIKE ? LIMIT ${PAGE}`,
    [`%${text}%`],
  );

// The first search of all reads synonyms and the order of sales; it is part of no figure but its own.
const results: Times[] = [await timesOf('first of all', ['steel'], page)];
await timesOf('', warmUp, page);
for (const [kind, texts] of Object.entries(searches))
  results.push(...(await bothTimesOf(`results, ${kind}`, texts, page, `LIKE, ${kind}`, like)));
// Once more ahead of it: on a busy machine the searches since then take longer than a list is kept.
await timesOf('', searches.new, page);
results.push(await timesOf('results, repeated', searches.new, page));
// The first pages have cards that searches of other words have shown before, as in a shop; those of this one nobody has seen.
results.push(await timesOf('results, far page', searches.new, (text) => pageOf(text, 20)));
for (const [kind, texts] of Object.entries(searches))
  results.push(await timesOf(`suggestions, ${kind}`, texts, (text) => catalog.suggest(text, SUGGESTED)));
results.push(
  await timesOf('suggestions, repeated', searches.new, (text) => catalog.suggest(text, SUGGESTED)),
);
// What of a new search is MySQL's: the cards of a page, by their ids.
const idsFrom = (first: number) =>
  Array.from({ length: PAGE }, (_, n) => ((first + n * 1999) % products) + 1);
const firsts = new Map(searches.new.map((text, n) => [text, 617 * n]));
results.push(
  await timesOf('cards alone', searches.new, (text) => catalog.productsById(idsFrom(firsts.get(text)!))),
);
await shop.close();

const broken = brokenPromises(results);
process.stderr.write(`\n${timesTable(results)}\n`);
for (const line of broken) process.stderr.write(`  not kept: ${line}\n`);
process.stdout.write(
  `${JSON.stringify({ node: process.version, products, openMs, memory, results, broken }, null, 2)}\n`,
);
process.exitCode = broken.length > 0 ? 1 : 0;
