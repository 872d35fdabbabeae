import type { Logger } from '@nestjs/common';

const REPEAT_MS = 1000;

/** Warnings that come with every command while Redis is away: the same words at most once a second. */
export class QuietLog {
  private words = '';
  private at = 0;

  constructor(private readonly log: Logger) {}

  warn(words: string): void {
    const now = performance.now();
    if (words === this.words && now - this.at < REPEAT_MS) return;
    this.words = words;
    this.at = now;
    this.log.warn(words);
  }
}
