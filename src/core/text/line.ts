/** Control characters, line breaks among them, and U+FFFD, which stands where text was damaged on its way. */
const UNREADABLE = /[\p{Cc}\ufffd]/u;

/**
 * What keeps a text of one line from being stored exactly as it is, or null: a control character or half a character,
 * or more than `max` characters (code points, as VARCHAR counts them).
 */
export function lineProblem(text: string, max: number): 'unreadable' | 'too_long' | null {
  if (!text.isWellFormed() || UNREADABLE.test(text)) return 'unreadable';
  return Array.from(text).length > max ? 'too_long' : null;
}
