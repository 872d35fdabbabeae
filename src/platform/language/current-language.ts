import { AsyncLocalStorage } from 'node:async_hooks';
import { isOtherLanguage } from './locales.js';

const storage = new AsyncLocalStorage<string | null>();

/**
 * Runs `work`, and everything awaited inside, in a language: sentences, amounts, days and addresses of pages are those of it.
 * One that the shop does not have (any more), null, and the shop's own are the same.
 */
export const inLanguage = <T>(language: string | null, work: () => T): T =>
  storage.run(language !== null && isOtherLanguage(language) ? language : null, work);

/** The language of what is going on; null for the shop's own. */
export const currentLanguage = (): string | null => storage.getStore() ?? null;
