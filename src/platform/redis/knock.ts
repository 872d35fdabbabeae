import { setTimeout as pause } from 'node:timers/promises';
import { deadline } from '../clock/deadline.js';
import type { RedisConnection } from './redis-connection.js';

const EVERY_MS = 100;

/**
 * Asks a Redis that missed a deadline again and again: true once it has answered within `deadlineMs`, false when its
 * connection was given up. `onSilence` is called after each question without an answer in time.
 */
export async function knock(
  connection: RedisConnection,
  deadlineMs: number,
  onSilence: () => void,
): Promise<boolean> {
  for (;;) {
    await pause(EVERY_MS);
    if (await answers(connection, deadlineMs)) return true;
    // Its successor may be at work already, and must not suffer for it.
    if (!connection.isReady) return false;
    onSilence();
  }
}

const answers = ({ commands }: RedisConnection, deadlineMs: number): Promise<boolean> =>
  deadline(commands.ping(), deadlineMs).then(
    () => true,
    () => false,
  );
