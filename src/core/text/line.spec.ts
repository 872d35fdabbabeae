import { describe, expect, it } from 'vitest';
import { lineProblem } from './line.js';

describe('lineProblem', () => {
  it.each([
    '',
    'A',
    'Zoë',
    'Zoe\u0308',
    '李',
    '👩‍👩‍👧‍👦',
    '<script>alert(1)</script>',
    '{{constructor}}',
    "'; DROP TABLE",
    'a'.repeat(255),
    '😀'.repeat(255),
  ])('lets %j pass', (text) => expect(lineProblem(text, 255)).toBeNull());

  it.each(['a\nb', 'a\r\nBcc: b', 'a\0b', 'a\tb', '\ud800', 'a\udc00b', 'a\ufffdb', '\u0085'])(
    'finds %j unreadable',
    (text) => expect(lineProblem(text, 255)).toBe('unreadable'),
  );

  it('counts characters as the database does', () => {
    expect(lineProblem('a'.repeat(256), 255)).toBe('too_long');
    expect(lineProblem('😀'.repeat(256), 255)).toBe('too_long');
  });
});
