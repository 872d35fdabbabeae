import type { Page } from 'playwright-core';

export interface Ahead {
  /** Paths that the rules of the page that is open allow to fetch. */
  readonly allowed: string[];
  /** Paths that were fetched, of all pages so far. */
  readonly fetched: string[];
}

/** Listens to what a browser fetches ahead for the pages that `page` shows. */
export async function watchAhead(page: Page): Promise<Ahead> {
  const ahead = { allowed: [] as string[], fetched: [] as string[] };
  const session = await page.context().newCDPSession(page);
  const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');
  session.on('Preload.preloadingAttemptSourcesUpdated', ({ preloadingAttemptSources }) => {
    ahead.allowed = preloadingAttemptSources.map(({ key }) => pathOf(key.url));
  });
  session.on('Preload.prefetchStatusUpdated', ({ status, prefetchUrl }) => {
    if (status === 'Ready') ahead.fetched.push(pathOf(prefetchUrl));
  });
  await session.send('Preload.enable');
  return ahead;
}

/** Whether the page that is open was there before it was asked for. */
export const wasAhead = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as unknown as { deliveryType: string }).deliveryType === 'navigational-prefetch';
  });
