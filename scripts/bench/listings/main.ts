import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createConnection } from 'mysql2/promise';
import { CacheService } from '../../../src/platform/cache/cache.service.js';
import { Database } from '../../../src/platform/database/database.js';
import { PlatformModule } from '../../../src/platform/platform.module.js';
import { CatalogModule } from '../../../src/shop/catalog/catalog.module.js';
import { CatalogService } from '../../../src/shop/catalog/catalog.service.js';
import { heldMegabytes } from './cost.js';
import { fillCatalogue } from './fill-catalogue.js';
import { listingsTable } from './listings-table.js';
import { measureListings } from './measure-listings.js';
import { measureOthers } from './measure-others.js';

/** Listings of a big catalogue, on the servers named in the environment. The database must be empty. */
const products = Number(process.env['BENCH_PRODUCTS'] ?? 50_000);
const say = (line: string) => process.stderr.write(`  ${line}\n`);

@Module({ imports: [PlatformModule, CatalogModule] })
class Catalogue {}

const migrate = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'migrate.js');
execFileSync(process.execPath, [migrate], { stdio: ['ignore', 'ignore', 'inherit'] });
const connection = await createConnection(process.env['DATABASE_URL']!);
const started = performance.now();
await fillCatalogue(connection, { products });
await connection.end();
say(`${products} products written in ${((performance.now() - started) / 1000).toFixed(1)} s`);

const shop = await NestFactory.createApplicationContext(Catalogue, { logger: ['error', 'fatal'] });
const parts = {
  catalog: shop.get(CatalogService),
  cache: shop.get(CacheService),
  database: shop.get(Database),
};
const empty = heldMegabytes();
const opened = performance.now();
await parts.catalog.openListings();
const openMs = Math.round(performance.now() - opened);
const held = heldMegabytes();
const memory = { objects: held.objects - empty.objects, columns: held.columns - empty.columns };
say(
  `all of them read in ${openMs} ms; ${memory.columns.toFixed(1)} MB of columns, ${memory.objects.toFixed(1)} MB of objects`,
);
const results = await measureListings(parts);
const others = await measureOthers(parts);
await shop.close();
for (const { what, ms, statements, rowsRead } of others)
  say(`${what}: ${ms.toFixed(1)} ms, statements ${statements}, rows read ${rowsRead}`);
process.stderr.write(`\n${listingsTable(results)}\n`);
process.stdout.write(
  `${JSON.stringify({ node: process.version, products, openMs, memory, results, others }, null, 2)}\n`,
);
