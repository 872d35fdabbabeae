import type { MigrationInterface, QueryRunner } from 'typeorm';

type Place = readonly [country: string, region?: string, from?: string, to?: string];
type Method = Readonly<{
  id: 'standard' | 'express';
  price?: number;
  bandedBy?: 'weight' | 'amount';
  bands?: readonly (readonly [from: number, price: number])[];
  freeFrom?: number;
  maxGrams?: number;
  days?: readonly [number, number];
}>;

const EUROPE =
  `AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK`.split(' ');

/** One of each kind of rate: the method's own, by weight, by amount, a flat one, and a place where nothing goes. */
const ZONES: readonly (readonly [string, readonly Place[], readonly Method[]])[] = [
  ['United States', [['US']], [{ id: 'standard' }, { id: 'express' }]],
  [
    'Alaska, Hawaii and the islands',
    [['US', 'AK'], ['US', 'HI'], ['US', 'PR'], ['US', 'VI'], ['US', 'GU']],
    [{ id: 'standard', bandedBy: 'weight', bands: [[0, 1290], [2000, 1990], [10_000, 3990]], days: [5, 9] }],
  ],
  ['Military addresses', [['US', 'AA'], ['US', 'AE'], ['US', 'AP']], [{ id: 'standard', price: 1290, days: [8, 15] }]],
  [
    'Canada',
    [['CA']],
    [
      { id: 'standard', bandedBy: 'amount', bands: [[0, 990], [5000, 690]], freeFrom: 10_000, days: [4, 7] },
      { id: 'express', price: 1990, maxGrams: 30_000, days: [2, 3] },
    ],
  ],
  ['Europe', EUROPE.map((country) => [country] as const), [{ id: 'standard' }, { id: 'express' }]],
  // Customs of their own: nothing that we send with goes there.
  ['Canary Islands, Ceuta and Melilla', [['ES', '', '35', '35'], ['ES', '', '38', '38'], ['ES', '', '51', '52']], []],
  [
    'Asia and Pacific',
    [['AU'], ['JP'], ['NZ'], ['SG']],
    [
      { id: 'standard', bandedBy: 'weight', bands: [[0, 1290], [1000, 1990], [5000, 3990]], maxGrams: 20_000, days: [6, 10] },
      { id: 'express', bandedBy: 'weight', bands: [[0, 2990], [2000, 4990]], maxGrams: 10_000, days: [3, 4] },
    ],
  ],
]; // prettier-ignore

/** The countries of before, at the prices of before in the United States and in Europe. */
export class FillDeliveryZones1790000120400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [index, [name, places, methods]] of ZONES.entries()) {
      const id = index + 1;
      await runner.query('INSERT INTO delivery_zones (id, name) VALUES (?, ?)', [id, name]);
      for (const [country, region = '', from = '', to = from] of places)
        await runner.query(
          'INSERT INTO delivery_zone_places (zone_id, country, region, postcode_from, postcode_to) VALUES (?, ?, ?, ?, ?)',
          [id, country, region, from, to],
        );
      for (const method of methods) await runner.query(...insertMethod(id, method));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['delivery_zone_methods', 'delivery_zone_places', 'delivery_zones'])
      await runner.query(`DELETE FROM ${table}`);
  }
}

function insertMethod(zoneId: number, method: Method): [string, unknown[]] {
  const bands = method.bands?.map(([from, price]) => ({ from, price }));
  return [
    `INSERT INTO delivery_zone_methods
       (zone_id, method_id, price, banded_by, bands, free_from, max_grams, days_min, days_max)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      zoneId,
      method.id,
      method.price ?? null,
      method.bandedBy ?? null,
      bands ? JSON.stringify(bands) : null,
      method.freeFrom ?? null,
      method.maxGrams ?? null,
      method.days?.[0] ?? null,
      method.days?.[1] ?? null,
    ],
  ];
}
