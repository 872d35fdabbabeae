import type { Messages } from '../../platform/views/messages.js';
import type { SearchWording } from '../../shop/catalog/listing.types.js';

export const searchHref = (text: string): string => `/search?${new URLSearchParams({ q: text }).toString()}`;

/** The same search, with nothing put right. */
const asTypedHref = (text: string): string => `${searchHref(text)}&as_typed=1`;

export interface WordingView {
  /** Whose results are shown; what was typed when nothing was put right. */
  shown: string;
  /** Said when something was put right. */
  corrected: { text: string; href: string } | null;
  /** Said when nothing has all the words and products with some of them are shown. */
  partial: string | null;
  others: { text: string; href: string }[];
}

/** What a page of results says about its words. `partial`: some of the words, whose products are shown instead of none. */
export function wordingView(
  typed: string,
  wording: SearchWording | undefined,
  partial: string | null,
  { t }: Pick<Messages, 't'>,
): WordingView {
  const corrected = wording?.corrected ?? null;
  const others = (wording?.others ?? []).slice(partial === null ? 0 : 1);
  return {
    shown: corrected ?? partial ?? typed,
    corrected:
      corrected === null
        ? null
        : { text: t('catalog.search_instead', { query: typed }), href: asTypedHref(typed) },
    partial: partial === null ? null : t('catalog.some_words', { query: typed }),
    others: others.map((text) => ({ text, href: searchHref(text) })),
  };
}
