import { setTimeout as pause } from 'node:timers/promises';
import type { RedisConnection } from './redis-connection.js';
import { silenceTimer } from './silence-timer.js';

const EVERY_MS = 100;

/**
 * Asks a Redis that missed a deadline again and again: true once it has answered within `deadlineMs` (a busy process of
 * our own is not its fault), false when its connection was given up. `onSilence` is called after each question without an
 * answer in time.
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

function answers({ commands }: RedisConnection, deadlineMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = silenceTimer(
      deadlineMs,
      () => 0,
      () => resolve(false),
    );
    const end = (isThere: boolean) => {
      stop();
      resolve(isThere);
    };
    commands.ping().then(
      () => end(true),
      () => end(false),
    );
  });
}
