import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada } from '../../scripts/bench/page-form.js';
import { readJson } from '../../src/platform/database/json.js';
import type { WaitingMail } from '../../src/platform/mail/mail.service.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { linksOut, ownSentences, shownTexts } from '../support/shown-texts.js';

const OTHERS = ['de', 'fr', 'es'];

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let ids: Awaited<ReturnType<typeof fillShop>>;
beforeAll(async () => {
  db = await testDatabase();
  await (await testRedis()).close();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ids = await fillShop(web.app);
});
afterAll(async () => {
  await web?.close();
  await db?.drop();
});

const get = (path: string) => new Shopper(web.url).get(path);

/** What is wrong with a page that should be in a language, and lead nowhere else. */
function strange(html: string, language: string): string[] {
  const isOther = !html.includes(`<html lang="${language}"`);
  const said = ownSentences(language)(shownTexts(html));
  return [
    ...(isOther ? ['the page says it is in another language'] : []),
    ...said,
    ...linksOut(html, `/${language}`),
  ];
}

describe('a page in each language', () => {
  it('has one address in each, names them all, and is not found in another', async () => {
    const pages = await Promise.all(['', '/de', '/fr', '/es'].map((folder) => get(`${folder}/products/mug`)));
    const alternates = (html: string) =>
      Array.from(
        html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g),
        ([, ...one]) => one,
      );
    for (const [at, folder] of ['', '/de', '/fr', '/es'].entries()) {
      const { text } = pages[at]!;
      expect(text).toContain(`<link rel="canonical" href="${web.url}${folder}/products/mug">`);
      expect(text).toContain(`"url":"${web.url}${folder}/products/mug"`);
      expect(alternates(text)).toEqual(alternates(pages[0]!.text));
    }
    expect(alternates(pages[0]!.text)).toContainEqual(['fr', `${web.url}/fr/products/mug`]);
    expect(alternates(pages[0]!.text)).toContainEqual(['x-default', `${web.url}/products/mug`]);
    expect(new Set(pages.map(({ headers }) => headers['etag'])).size).toBe(4);
  });

  it('leads to the same page in the others at its foot, with what it was asked for', async () => {
    const { text } = await get('/de/search?q=mug');
    expect(text).toContain('<a lang="en" hreflang="en" href="/search?q&#x3D;mug">English</a>');
    expect(text).toContain('<a lang="fr" hreflang="fr" href="/fr/search?q&#x3D;mug">Français</a>');
    expect(text).toContain('<span lang="de" aria-current="true">Deutsch</span>');
    const product = await get(`/de/products/beanie?utm_source=x&variant=${ids.large}`);
    expect(product.text).toContain(`href="/fr/products/beanie?variant&#x3D;${ids.large}"`);
  });

  it.each([
    '/',
    '/collections',
    '/collections/all',
    '/products/beanie',
    '/cart',
    '/search?q=mug',
    '/search?q=nowhere',
    '/wishlist',
    '/account/login',
    '/account/register',
    '/account/recover',
    '/account/recover?sent=1',
    '/account/recover/AAAAAAAAAAAAAAAAAAAAAA',
    '/account/confirm/AAAAAAAAAAAAAAAAAAAAAA',
    '/account/email',
    '/account/email/AAAAAAAAAAAAAAAAAAAAAA',
    '/pages/about',
    '/pages/contact',
    '/pages/gift-card',
    '/policies/shipping-policy',
    '/nowhere',
    '/checkout/contact',
  ])('says nothing in English and leads nowhere else: %s', async (path) => {
    for (const language of OTHERS) {
      const { status, headers, text } = await get(`/${language}${path}`);
      if (status === 303) expect(headers.location).toMatch(new RegExp(`^/${language}/`));
      else expect(strange(text, language), `/${language}${path}`).toEqual([]);
    }
  });

  it('is told from an English one', async () => {
    const { text } = await get('/products/beanie');
    expect(ownSentences('de')(shownTexts(text)).length).toBeGreaterThan(20);
    expect(linksOut(text, '/de').length).toBeGreaterThan(20);
  });

  it('is a page of its own when there is none, too', async () => {
    const { status, text } = await get('/fr/nowhere');
    expect(status).toBe(404);
    expect(text).toContain('<html lang="fr"');
  });

  it('is data with addresses of its language for scripts', async () => {
    expect((await get('/de/products/mug.js')).json()).toMatchObject({ url: '/de/products/mug' });
    const { text } = await get('/de/search/suggest.json?q=enam&resources[type]=product,collection,query');
    const urls = Array.from(text.matchAll(/"url":"(\/[^"]*)"/g), ([, url]) => url!);
    expect(urls).toContain('/de/products/mug');
    expect(urls.filter((url) => !url.startsWith('/images/') && !url.startsWith('/de/'))).toEqual([]);
    expect((await get('/de/nowhere.json')).json()).toMatchObject({
      status: 404,
      message: expect.not.stringMatching(/page|found/i),
    });
  });
});

describe('a purchase in German', () => {
  let shopper: Shopper;

  it('stays German from the first page to the mail', async () => {
    shopper = new Shopper(web.url);
    const added = await shopper.post('/de/cart/add', { id: ids.small, return_to: '/cart' });
    expect(added.headers.location).toBe('/de/cart');
    // A cart that is there is answered ahead of Express.
    const again = await shopper.post('/de/cart/add', { id: ids.mug });
    expect(again.headers.location).toBe('/de/cart');
    const cart = await shopper.get('/de/cart');
    expect(cart.text).toContain('24,00\u00a0$');
    expect(strange(cart.text, 'de')).toEqual([]);
    expect((await shopper.get('/de/cart.js')).json()).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ url: `/de/products/beanie?variant=${ids.small}` }),
      ]),
    });
    const review = await reachReview(shopper, ada, '/de');
    for (const step of ['contact', 'delivery', 'payment', 'review'])
      expect(strange((await shopper.get(`/de/checkout/${step}`)).text, 'de'), step).toEqual([]);
    const placed = await placeOrder(shopper, review, '/de');
    expect(placed.headers.location).toMatch(/^\/de\/orders\//);
    const status = await shopper.get(placed.headers.location!);
    expect(strange(status.text, 'de')).toEqual([]);
  });

  it('is kept with the order, with its terms, and with the mail', async () => {
    const [order] = await db.database.query<{ language: string; title: string }>(
      'SELECT o.language, t.title FROM orders o JOIN terms_versions t ON t.version = o.terms_version',
    );
    expect(order!.language).toBe('de');
    expect(order!.title).not.toMatch(/terms/i);
    const rows = await db.database.query<{ payload: unknown }>(
      "SELECT payload FROM outbox WHERE topic = 'mail'",
    );
    const mails = rows.map(({ payload }) => readJson<WaitingMail>(payload));
    expect(mails).toEqual([expect.objectContaining({ language: 'de' })]);
    expect(JSON.stringify(mails)).toContain('24,00\u00a0$');
  });

  it('shares its cart with all languages, each in its own words', async () => {
    const other = new Shopper(web.url);
    await other.post('/fr/cart/add', { id: ids.mug });
    const [own, spanish] = [await other.get('/cart'), await other.get('/es/cart')];
    for (const { text } of [own, spanish]) expect(text).toContain('Enamel mug');
    expect(own.text).toContain('<html lang="en"');
    expect(strange(spanish.text, 'es')).toEqual([]);
  });

  it('is refused in German, too', async () => {
    const wrong = await shopper.post('/de/pages/contact', { name: '', email: 'nobody', message: '' });
    expect(wrong.status).toBe(422);
    expect(strange(wrong.text, 'de')).toEqual([]);
    const lost = await shopper.post('/de/cart/add', { id: 'x' });
    expect(strange(lost.text, 'de')).toEqual([]);
    const login = await shopper.get('/de/account');
    expect(login.headers.location).toBe('/de/account/login?return_to=%2Faccount');
  });
});
