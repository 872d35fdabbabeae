import { AsyncLocalStorage } from 'node:async_hooks';

const languages = new AsyncLocalStorage<string>();

/** Does `work`, and all that it waits for, in a language: what is said and shown meanwhile is in it. */
export const inLanguage = <T>(language: string, work: () => T): T => languages.run(language, work);

/** Null for the shop's own language. */
export const currentLanguage = (): string | null => languages.getStore() ?? null;
