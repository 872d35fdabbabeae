import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentLanguage } from './current-language.js';
import { oneAddress, openLanguages } from './language-gate.js';

let server: Server;
let port: number;

/** Says what came through, and leads on to `?to=`. */
const app = express();
app.use(oneAddress());
app.use((request, response) => {
  const { to } = request.query;
  if (typeof to === 'string') return response.redirect(303, to);
  response.json({ language: currentLanguage(), url: request.originalUrl });
});

beforeAll(async () => {
  server = createServer(app);
  openLanguages(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

/** As it stands: `fetch` would tidy the path up. */
const get = (path: string, method = 'GET') =>
  new Promise<{ status: number; location?: string; body: { language: string | null; url: string } | null }>(
    (resolve, reject) => {
      const sent = ask({ port, host: '127.0.0.1', path, method }, (answer) => {
        let text = '';
        answer.on('data', (part) => (text += part));
        answer.on('end', () => {
          const { location } = answer.headers;
          const isData = answer.headers['content-type']?.includes('json');
          resolve({
            status: answer.statusCode!,
            body: isData ? JSON.parse(text) : null,
            ...(location !== undefined && { location }),
          });
        });
      });
      sent.on('error', reject).end();
    },
  );
const through = async (path: string) => (await get(path)).body;

describe('addresses with a language', () => {
  it('come through without it, and what they are answered with is in it', async () => {
    expect(await through('/de/products/x?variant=1')).toEqual({
      language: 'de',
      url: '/products/x?variant=1',
    });
    expect(await through('/fr/')).toEqual({ language: 'fr', url: '/' });
    expect(await through('/es/cart.js')).toEqual({ language: 'es', url: '/cart.js' });
  });

  it.each([
    '/',
    '/deals',
    '/de.html',
    '/DE/',
    '/De/cart',
    '/de%2f',
    '/%64e/',
    '/xx/',
    '/den/cart',
    '/d/e',
    '/-de/',
  ])('are not those such as %s', async (path) =>
    expect(await through(path)).toEqual({ language: null, url: path }),
  );

  it.each([
    '/de//evil.example',
    '/de/\\evil.example',
    '/de/de/cart',
    '/de/fr/',
    '/de/css/shop.css',
    '/de/media/x',
    '/de/livez',
    '/de/webhooks/stripe',
    '/de/sitemap.xml',
    '/en//evil.example',
    '/en/de/',
    '//de//evil.example',
    '/\\de/',
  ])('have a page behind them: %s is what it was', async (path) =>
    expect(await through(path)).toEqual({ language: null, url: path }),
  );
});

describe('the one address of a page', () => {
  it.each([
    ['/en/', '/'],
    ['/en', '/'],
    ['/en?x=1', '/?x=1'],
    ['/en/products/x?variant=1', '/products/x?variant=1'],
    ['/de', '/de/'],
    ['/de?x=//y', '/de/?x=//y'],
  ])('of %s is %s', async (path, location) =>
    expect(await get(path)).toMatchObject({ status: 301, location }),
  );

  it('is where a form is sent on to as it is', async () => {
    expect(await get('/en/cart/add', 'POST')).toMatchObject({ status: 308, location: '/cart/add' });
  });
});

describe('answers that lead on', () => {
  it.each([
    ['/cart', '/de/cart'],
    ['/', '/de/'],
    ['/search?q=de', '/de/search?q=de'],
    ['/de/cart', '/de/cart'],
    ['/fr/cart', '/fr/cart'],
    ['/images/x.svg', '/images/x.svg'],
    ['https://pay.example/x', 'https://pay.example/x'],
  ])('to %s lead to %s from a German page', async (to, location) => {
    expect(await get(`/de/x?to=${encodeURIComponent(to)}`)).toMatchObject({ status: 303, location });
  });

  it('lead out of the shop for no address that a browser could read so', async () => {
    const odd = ['//', '\\', '/\\', '/./', '/../', '%2f', '%5c', '@', '/%09/', ';', '.', ':', '?', '#', ' '];
    const starts = ['', ...odd].flatMap((a) => ['/de', '/en', '/DE', '/xx', '/de/en', ''].map((b) => a + b));
    const paths = starts.flatMap((start) => odd.map((sign) => `/${start}${sign}evil.example/`));
    for (const path of [...paths, ...starts.map((start) => `${start}//evil.example`)]) {
      const sent = path.startsWith('/') ? path.replaceAll(' ', '%20') : `/${path.replaceAll(' ', '%20')}`;
      const { status, location } = await get(sent);
      if (status < 300 || status >= 400) continue;
      expect(new URL(location!, 'http://shop.example/').origin, sent).toBe('http://shop.example');
    }
  });
});
