import { describe, expect, it } from 'vitest';
import { isNews } from './outbox-watch.js';

describe('what the log says of the outbox', () => {
  it.each([
    ['nothing waits', { waiting: 0, oldestSeconds: 0, stuck: 0 }, false],
    ['work waits for a minute, for another try', { waiting: 3, oldestSeconds: 60, stuck: 0 }, false],
    ['work waits for longer', { waiting: 1, oldestSeconds: 61, stuck: 0 }, true],
    ['work was given up', { waiting: 0, oldestSeconds: 0, stuck: 1 }, true],
  ])('%s', (_case, backlog, expected) => {
    expect(isNews(backlog)).toBe(expected);
  });
});
