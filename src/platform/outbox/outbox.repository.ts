import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { readJson } from '../database/json.js';

/** Times of the relay come from MySQL's clock, so that workers need not agree about the time. */
export interface OutboxRow {
  id: number;
  topic: string;
  key: string;
  payload: unknown;
  /** Which try this is, counted from 1. */
  attempts: number;
  createdAt: Date;
  /** Of the request that promised it; null when nobody asked, or an older release did. */
  requestId: string | null;
  /** Of its trace; null when that request was not traced. */
  traceparent: string | null;
}

/** Work that nobody does any more, or has not looked at again for an hour. */
export interface StuckRow extends Pick<OutboxRow, 'id' | 'topic' | 'key' | 'attempts' | 'createdAt'> {
  /** Of the last try; null when its worker died. */
  error: string | null;
}

/** What is promised and not done. Rows that are not due yet for the first time do not count. */
export interface Backlog {
  waiting: number;
  /** Age of the oldest that waits; 0 when none does. */
  oldestSeconds: number;
  /** As `StuckRow`. */
  stuck: number;
}

const CLAIM_SECONDS = 30;

/** Given up: it has no time any more. A worker that died in the last try leaves the time of its claim. */
const STUCK = `done_at IS NULL AND attempts > 0
  AND (available_at IS NULL OR available_at < UTC_TIMESTAMP(3) - INTERVAL 1 HOUR)`;

@Injectable()
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` due rows of a topic for 30 seconds; no other worker gets them meanwhile. */
  async claim(topic: string, mostAttempts: number, limit: number): Promise<OutboxRow[]> {
    const rows = await this.database.transaction(async (tx) => {
      const found: OutboxRow[] = await tx.query(
        `SELECT id, topic, dedupe_key AS \`key\`, payload, attempts + 1 AS attempts, created_at AS createdAt,
           request_id AS requestId, traceparent FROM outbox
         WHERE available_at <= UTC_TIMESTAMP(3) AND topic = ? AND attempts < ?
         ORDER BY available_at, id LIMIT ? FOR UPDATE SKIP LOCKED`,
        [topic, mostAttempts, limit],
      );
      if (found.length === 0) return found;
      await tx.query(
        `UPDATE outbox SET attempts = attempts + 1, available_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE id IN (?)`,
        [CLAIM_SECONDS, found.map((row) => row.id)],
      );
      return found;
    });
    return rows.map((row) => ({ ...row, payload: readJson(row.payload) }));
  }

  async setDone(id: number): Promise<void> {
    await this.database.execute(
      'UPDATE outbox SET done_at = UTC_TIMESTAMP(3), available_at = NULL, last_error = NULL WHERE id = ?',
      [id],
    );
  }

  async setDoneByKey(key: string): Promise<void> {
    await this.database.execute(
      'UPDATE outbox SET done_at = UTC_TIMESTAMP(3), available_at = NULL WHERE dedupe_key = ? AND done_at IS NULL',
      [key],
    );
  }

  async retry(id: number, inSeconds: number, error: string): Promise<void> {
    await this.database.execute(
      `UPDATE outbox SET available_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND, last_error = ? WHERE id = ? AND done_at IS NULL`,
      [inSeconds, error.slice(0, 500), id],
    );
  }

  async giveUp(id: number, error: string): Promise<void> {
    await this.database.execute(
      'UPDATE outbox SET available_at = NULL, last_error = ? WHERE id = ? AND done_at IS NULL',
      [error.slice(0, 500), id],
    );
  }

  /** The oldest first. */
  findStuck(limit: number): Promise<StuckRow[]> {
    return this.database.query<StuckRow>(
      `SELECT id, topic, dedupe_key AS \`key\`, attempts, last_error AS error, created_at AS createdAt FROM outbox
       WHERE ${STUCK} ORDER BY id LIMIT ?`,
      [limit],
    );
  }

  async backlog(): Promise<Backlog> {
    const isWaiting = 'available_at IS NOT NULL AND (attempts > 0 OR available_at <= UTC_TIMESTAMP(3))';
    const [found] = await this.database.query<Record<keyof Backlog, unknown>>(
      `SELECT COUNT(IF(${isWaiting}, 1, NULL)) AS waiting, COUNT(IF(${STUCK}, 1, NULL)) AS stuck,
         TIMESTAMPDIFF(SECOND, MIN(IF(${isWaiting}, created_at, NULL)), UTC_TIMESTAMP(3)) AS oldestSeconds
       FROM outbox WHERE done_at IS NULL`,
    );
    const { waiting, oldestSeconds, stuck } = found!;
    return { waiting: Number(waiting), oldestSeconds: Number(oldestSeconds ?? 0), stuck: Number(stuck) };
  }

  /** As if it were new. False when it is done, or on its way. */
  async again(id: number): Promise<boolean> {
    const sql = `UPDATE outbox SET attempts = 0, available_at = UTC_TIMESTAMP(3) WHERE id = ? AND ${STUCK}`;
    return (await this.database.execute(sql, [id])).affectedRows === 1;
  }

  async deleteDone(days: number): Promise<void> {
    await this.database.execute(
      'DELETE FROM outbox WHERE done_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY ORDER BY id LIMIT 5000',
      [days],
    );
  }
}
