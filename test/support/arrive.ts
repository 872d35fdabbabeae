import type { Page } from 'playwright-core';

const MOST_LETTERS = 200;

/** Waits until the browser is there. Errors: says where it is instead, and what stands there. */
export async function arrive(page: Page, where: string | RegExp | ((url: URL) => boolean)): Promise<void> {
  await page.waitForURL(where).catch(async (error: unknown) => {
    const text = await page.locator('main, body').first().innerText({ timeout: 1000 }).catch(String);
    const said = text.replaceAll(/\s+/g, ' ').slice(0, MOST_LETTERS);
    throw new Error(`not at ${String(where)} but at ${page.url()}, which says: ${said}`, { cause: error });
  });
}
