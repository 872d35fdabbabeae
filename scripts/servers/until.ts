import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer is neither null, undefined nor false. Errors: when that takes more than `seconds`. */
export async function until<T>(
  what: string,
  question: () => Promise<T | null | undefined | false>,
  seconds = 10,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(20);
  }
}
