import type { Locator, Page } from 'playwright-core';
import { until } from './until.js';

type Params = (params: URLSearchParams) => boolean;

/** Waits until the address says so, and the list with it. */
export async function listSettled(page: Page, isThere: Params): Promise<void> {
  await until('the list of that address', async () => {
    return isThere(new URL(page.url()).searchParams) && page.evaluate(isListOfAddress).catch(() => false);
  });
  await page.locator('.listing__total').waitFor();
}

/** Runs in the browser: nothing is on its way, and a list that was exchanged is the one that the address names. */
function isListOfAddress(): boolean {
  const list = document.querySelector('#listing');
  if (!list || document.querySelector(':is(html, #listing)[aria-busy]')) return false;
  const source = list.getAttribute('src');
  return !source || (list.hasAttribute('complete') && new URL(source, location.href).href === location.href);
}

/** A list of products on a page, with the finger movements for it: without scripts some of them need the button. */
export class ListReader {
  constructor(
    private readonly page: Page,
    private readonly hasScripts: boolean,
  ) {}

  query(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  async total(): Promise<number> {
    const text = await this.page.locator('.listing__total').innerText();
    return /^no /i.test(text) ? 0 : Number.parseInt(text, 10);
  }

  titles(): Promise<string[]> {
    return this.page.locator('#listing .card__title a').allInnerTexts();
  }

  chips(): Promise<string[]> {
    return this.page.locator('.chip bdi').allInnerTexts();
  }

  async prices(): Promise<number[]> {
    const texts = await this.page.locator('#listing .card .price__now').allInnerTexts();
    return texts.map((text) => Number(text.replace(/[^\d.]/g, '')));
  }

  arrive(isThere: Params): Promise<void> {
    return listSettled(this.page, isThere);
  }

  checkbox(value: string): Locator {
    return this.page.locator(`#listing-form input[value="${value}"]`);
  }

  /** Unfolds what hides a control, from the outside in, as a hand would. */
  async unfold(control: Locator): Promise<void> {
    const folds = control.locator('xpath=ancestor::details[not(@open)]/summary');
    for (let at = 0; !(await control.isVisible()) && at < (await folds.count()); at += 1) {
      if (await folds.nth(at).isVisible()) await folds.nth(at--).click();
    }
  }

  async apply(): Promise<void> {
    if (!this.hasScripts) await this.page.locator('.filters__groups > button').click();
  }

  async choose(value: string, isThere: Params): Promise<void> {
    await this.unfold(this.checkbox(value));
    await this.page.locator(`label:has(input[value="${value}"])`).first().click();
    await this.apply();
    await this.arrive(isThere);
  }

  /** The number beside a filter. */
  async countOf(value: string): Promise<number> {
    const count = this.page.locator(`label:has(input[value="${value}"]) .filter__count`);
    return Number(await count.innerText({ timeout: 5000 }));
  }

  async sortBy(order: string): Promise<void> {
    await this.page.locator('#sort-by').selectOption(order);
    if (!this.hasScripts) await this.page.locator('.listing__sort button').click();
    await this.arrive((params) => params.get('sort_by') === order);
  }
}
