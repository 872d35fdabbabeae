import { vi } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Clock } from '../../src/platform/clock/clock.js';
import { LiveHub } from '../../src/platform/live/live-hub.js';
import { LiveCart } from '../../src/storefront/cart/live-cart.service.js';
import { openBrowser } from './browser.js';
import { fillShop, webProcess } from './cart-app.js';
import { testDatabase } from './database.js';
import { liveMessages, type LiveMessages } from './live-messages.js';
import { redisUrl, testRedis } from './redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from './until.js';

/** Somebody with a cart, and how the shop calls it. */
export interface Owner {
  shopper: Shopper;
  owner: string;
}

/** A shop in this process, whose streams can be counted, and browsers in front of it. */
export class LiveShop {
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    private readonly db: Awaited<ReturnType<typeof testDatabase>>,
    readonly web: Awaited<ReturnType<typeof webProcess>>,
    readonly ids: Awaited<ReturnType<typeof fillShop>>,
    readonly messages: LiveMessages,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<LiveShop> {
    const link = await testRedis();
    await link.close();
    const db = await testDatabase();
    const web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    const [ids, messages, browser] = await Promise.all([
      fillShop(web.app),
      liveMessages(redisUrl()),
      openBrowser({ keepsPages: true }),
    ]);
    return new LiveShop(db, web, ids, messages, browser);
  }

  /** Open streams, as the server counts them. */
  get streams(): number {
    return this.web.app.get(LiveHub).count;
  }

  /** Somebody who has stored nothing. */
  nobody(): { shopper: Shopper } {
    return { shopper: new Shopper(this.web.url) };
  }

  /** A guest with that many mugs. */
  async guest(quantity = 1): Promise<Owner> {
    const before = await this.messages.carts();
    const shopper = new Shopper(this.web.url);
    await shopper.post('/cart/add', { id: this.ids.mug, quantity });
    const owner = [...(await this.messages.carts())].find((id) => !before.has(id));
    return { shopper, owner: owner! };
  }

  /** A new customer with one mug. */
  async customer(email: string): Promise<Owner> {
    const { shopper } = await this.guest();
    await shopper.post('/account/register', { email, password: 'nine tents by the lake' });
    const owner = [...(await this.messages.carts())]
      .filter((id) => id.startsWith('c-'))
      .sort(byNumber)
      .at(-1);
    return { shopper, owner: owner! };
  }

  /** A device of its own with the cookies of that shopper. */
  async device({ shopper }: { shopper: Shopper }, hasScripts = true): Promise<BrowserContext> {
    const viewport = { width: 1280, height: 900 };
    const url = this.web.url;
    const context = await this.browser.newContext({ baseURL: url, viewport, javaScriptEnabled: hasScripts });
    const cookies = [...shopper.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true }));
    await context.addCookies(cookies);
    context.setDefaultTimeout(10_000);
    this.contexts.push(context);
    return context;
  }

  async tab(device: BrowserContext, path: string): Promise<Page> {
    const page = await device.newPage();
    await page.goto(path);
    return page;
  }

  /** Adds something to a cart from somewhere else, and says so to everybody. */
  async addElsewhere({ shopper, owner }: Owner, id: number, quantity = 1): Promise<void> {
    await shopper.twin().postJson('/cart/add.js', { id, quantity });
    await this.announce(owner);
  }

  /** Says on the live channel what the cart is now. */
  async announce(owner: string): Promise<void> {
    const { count, revision } = await this.web.app.get(LiveCart).now(owner);
    await this.messages.cart(owner, Number(revision), count);
  }

  /** Every stream comes to its end, as it does after some minutes. */
  async letStreamsEnd(): Promise<void> {
    const later = new Date(Date.now() + 10 * 60_000);
    const clock = vi.spyOn(this.web.app.get(Clock), 'now').mockReturnValue(later);
    await until('the streams have ended', async () => this.streams === 0);
    clock.mockRestore();
  }

  /** Everybody goes home. */
  async empty(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.messages.close();
    await this.web.close();
    await this.db.drop();
  }
}

const byNumber = (a: string, b: string): number => Number(a.slice(2)) - Number(b.slice(2));

/** What the header says is in the cart. */
export const badge = async (page: Page): Promise<string> =>
  (await page.locator('.cart-count').textContent()) ?? '';
