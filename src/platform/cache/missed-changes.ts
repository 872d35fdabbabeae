import { Injectable } from '@nestjs/common';
import { deadline } from '../clock/deadline.js';
import { Database } from '../database/database.js';
import { readJson } from '../database/json.js';
import { UnavailableError } from '../errors/shop-error.js';

/** Topic of the outbox rows by which transactions say what they make untrue. */
export const CACHE_TOPIC = 'cache';

/** One row: names that have changed together. */
export interface MissedChange {
  id: number;
  names: string[];
}

const MOST_MS = 800;
const away = () => new UnavailableError('errors.store_away');

/** Those that nobody has confirmed yet, and those that were confirmed a moment ago. */
const RECENT = `SELECT id, payload FROM outbox WHERE topic = ? AND available_at IS NOT NULL
  UNION ALL SELECT id, payload FROM outbox WHERE topic = ? AND done_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND`;

/** What has changed, from where every change is written down: for a process that may not have been told. */
@Injectable()
export class MissedChanges {
  constructor(private readonly database: Database) {}

  /** Changes of the last `seconds`, and all that others were not told of. Errors: those of MySQL; UnavailableError when it is slow. */
  async since(seconds: number): Promise<MissedChange[]> {
    const values = [CACHE_TOPIC, CACHE_TOPIC, Math.ceil(seconds)];
    const asked = this.database.query<{ id: number; payload: unknown }>(RECENT, values);
    const rows = await deadline(asked, MOST_MS, away);
    return rows.map(({ id, payload }) => ({ id, names: readJson<{ names: string[] }>(payload).names }));
  }
}
