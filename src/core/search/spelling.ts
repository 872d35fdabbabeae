import { tokensOf } from './fold.js';
import type { SearchLanguage } from './languages.js';

const PLAIN = /^[\n\r\t -~]*$/;

/** How the texts of a shop write words that are folded to something else: `mütze` for `mutze`. */
export class Spelling {
  private readonly written = new Map<string, string>();

  constructor(private readonly language: SearchLanguage) {}

  /** Learns from a name of something. Of two words that are folded to the same the first one stands. */
  note(text: string): void {
    if (PLAIN.test(text)) return;
    for (const written of text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu) ?? []) {
      if (PLAIN.test(written)) continue;
      const [token] = tokensOf(written);
      if (!token || this.written.has(token.word) || this.language.stopWords.has(token.word)) continue;
      this.written.set(token.word, written);
    }
  }

  /** A text of folded words as it is shown. */
  of(text: string): string {
    return text
      .split(' ')
      .map((word) => this.written.get(word) ?? word)
      .join(' ');
  }
}
