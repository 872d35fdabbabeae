import express, { type Request, type Response } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Env } from '../../platform/config/env.js';
import { visitorOf } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import type { Views } from '../../platform/views/views.js';
import type { AwayCart } from '../cart/away-cart.service.js';
import type { VisitorPrices } from '../prices/visitor-prices.service.js';
import { PageService, type Page } from './page.service.js';
import { HoleFilling } from './hole-filling.service.js';
import type { KeptPages } from './kept-pages.js';
import type { HeaderFacts, ShopHeader } from './shop-header.service.js';
import { visitorLayout } from './shop-layout.view.js';

const facts: HeaderFacts = {
  path: '/products/mug',
  collections: [{ handle: 'mug', title: 'Mugs' }],
  currencies: ['USD'],
  itemCount: 2,
  wishes: '3 state',
  isSignedIn: false,
  session: null,
  storeIsAway: false,
  isOld: false,
  message: { key: 'common.was', kind: 'error' },
};

/** A shop whose one page shows its own layout as JSON. */
function shopWith(page: Partial<Page>, header = facts) {
  const views = {
    render: (view: string, model: object) => (view.startsWith('holes/') ? '' : JSON.stringify(model)),
  } as Views;
  const shopHeader = { of: () => Promise.resolve(header) } as unknown as ShopHeader;
  const away = { tidy: () => undefined } as unknown as AwayCart;
  const prices = { of: async () => ({ list: null, currency: 'USD' }) } as unknown as VisitorPrices;
  const env = { PUBLIC_URL: 'https://shop.example', CURRENCY: 'USD', isHttps: false } as Env;
  const messages = new Messages('en');
  const filling = new HoleFilling(views, messages);
  const pages = new PageService(views, messages, shopHeader, {} as KeptPages, filling, away, prices, env);
  const app = express();
  app.get('/', (req: Request, res: Response) =>
    pages.show(req, res, visitorOf(req), 'any', { title: 'Mug', model: {}, ...page }),
  );
  return app;
}

const layoutOf = async (page: Partial<Page>, header = facts) => {
  const answer = await request(shopWith(page, header)).get('/');
  return (JSON.parse(answer.text) as { layout: Record<string, unknown> }).layout;
};

describe('the caching of a page', () => {
  it('lets caches keep a page without a session, if they ask each time', async () => {
    const answer = await request(shopWith({})).get('/').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    expect(answer.headers['vary']).toContain('Cookie');
    await request(shopWith({})).get('/').set('If-None-Match', answer.headers['etag']!).expect(304);
  });

  it.each([
    ['a request with our cookie', {}, 'cloudcart=anything'],
    ['a page that is not for search engines', { noIndex: true }, ''],
    ['an error page', { status: 404 }, ''],
  ])('is forbidden for %s', async (_what, page, cookie) => {
    const answer = await request(shopWith(page)).get('/').set('Cookie', cookie);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.headers['etag']).toBeUndefined();
  });

  it('is allowed for pages that search engines should leave alone, such as search results', async () => {
    const answer = await request(shopWith({ noIndex: true, isPersonal: false })).get('/');
    expect(answer.headers['cache-control']).toContain('public');
  });
});

describe('what stands around a page', () => {
  it('has the absolute address of the page under the shop’s public one', async () => {
    const picture = { path: '/share/1/mug.jpg', isInLanguage: false, alt: 'A mug' };
    const layout = await layoutOf({ canonical: '/products/mug', picture });
    expect(layout['canonical']).toBe('https://shop.example/products/mug');
    expect(layout['picture']).toEqual({ address: 'https://shop.example/share/1/mug.jpg', alt: 'A mug' });
    expect(layout['title']).toBe('Mug – Larch & Lantern');
  });

  it('counts the cart in words and says messages in the role that fits', () => {
    expect(visitorLayout(new Messages('en'), facts)).toMatchObject({
      itemCount: 2,
      cartLabel: 'Cart, 2 items',
      message: { className: 'notice notice--error', role: 'alert' },
      account: { href: '/account/login' },
    });
  });

  it('shows an empty cart, and that something is away, when the cart cannot be read', () => {
    const away = { ...facts, itemCount: null, storeIsAway: true, isSignedIn: true };
    expect(visitorLayout(new Messages('en'), away)).toMatchObject({
      itemCount: 0,
      storeIsAway: true,
      account: { href: '/account' },
    });
  });

  it('marks the collection one is in', async () => {
    const layout = await layoutOf({}, { ...facts, path: '/collections/mug' });
    expect(layout['nav']).toEqual([{ href: '/collections/mug', title: 'Mugs', isHere: true }]);
  });

  it('keeps error pages from search engines', async () => {
    expect((await layoutOf({ status: 404 }))['robots']).toBe('noindex, follow');
    expect((await layoutOf({}))['robots']).toBeNull();
  });
});
