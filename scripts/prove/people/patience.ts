import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../rig/shopper.js';

/** Longer than any outage of a run. */
const PATIENCE_MS = 90_000;
const AGAIN_MS = { least: 300, more: 700 };

const saysWhatBecame = ({ status }: Answer): boolean => status !== 0 && status < 500;

/**
 * Does what people do whom a shop asks to try again: the same once more, after a moment. Answers the first answer that says
 * what became of it, null when patience ends.
 */
export const insist = (request: () => Promise<Answer>, chance: () => number): Promise<Answer | null> =>
  insistUntil(() => true, request, chance);

/** As `insist`, until an answer is as it should be. */
export async function insistUntil(
  isEnough: (answer: Answer) => boolean,
  request: () => Promise<Answer>,
  chance: () => number,
): Promise<Answer | null> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await request();
    if (saysWhatBecame(answer) && isEnough(answer)) return answer;
    if (performance.now() > end) return null;
    await pause(AGAIN_MS.least + chance() * AGAIN_MS.more);
  }
}

export const isYes = (answer: Answer | null): boolean => answer?.status === 200 || answer?.status === 303;
