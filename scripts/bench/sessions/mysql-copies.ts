import { randomBytes } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import type { ValueStore } from '../../../src/platform/values/value-store.js';
import { copied, valuesOf } from './copies.js';
import { COPY_LIFE_MS, type Copier } from './store.js';

const PER_INSERT = 500;

/** Copies by inserts of many rows, since a commit for each would wait for the disk 200,000 times. */
export const insertingRows = (store: ValueStore, connection: Connection): Copier => ({
  async copy(template, from, to) {
    const values = await valuesOf(store, template);
    const expiresAt = new Date(Date.now() + COPY_LIFE_MS).toISOString().slice(0, 19);
    for (let first = from; first < to; first += PER_INSERT) {
      const numbers = Array.from({ length: Math.min(PER_INSERT, to - first) }, (_, nth) => first + nth);
      const rows = numbers.flatMap((number) =>
        copied(values, template, number).map(([key, text]) => [key, text, version(), expiresAt]),
      );
      await connection.query('INSERT INTO stored_values (name, value, version, expires_at) VALUES ?', [rows]);
    }
  },
});

const version = (): string => randomBytes(16).toString('base64url');

export async function storedBytes(connection: Connection): Promise<number> {
  const sql = `SELECT CAST(COALESCE(SUM(LENGTH(name) + LENGTH(value) + LENGTH(version) + 8), 0) AS DOUBLE) AS bytes
    FROM stored_values`;
  const [rows] = await connection.query(sql);
  return (rows as { bytes: number }[])[0]!.bytes;
}
