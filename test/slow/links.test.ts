import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoShop } from '../support/demo-shop.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { figure } from '../support/tier.js';

/** `href`, `src`, each of `srcset`, and where a form that reads leads: what a click or a look would ask for. */
const ATTRIBUTES = /\s(?:href|src|data-href)="([^"]*)"|\ssrcset="([^"]*)"/g;
/** Lists filtered and ordered in all ways are without an end; one step into them is enough. */
const DEEPEST = 1;
const LEAST_PAGES = 120;

interface Found {
  path: string;
  from: string;
  /** How many queries lie between it and a page without one. */
  depth: number;
}

const decoded = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');

/** Addresses of this shop that a page names, without what stands behind `#`. */
function linksOf(html: string, at: URL): URL[] {
  const named = [...html.matchAll(ATTRIBUTES)].flatMap(([, one, many]) =>
    many === undefined ? [one!] : many.split(',').map((part) => part.trim().split(' ')[0]!),
  );
  return named
    .filter((name) => URL.canParse(decoded(name), at))
    .map((name) => new URL(decoded(name), at))
    .filter(({ origin }) => origin === at.origin);
}

/** Follows every link from the start page on, as a visitor without a session. Answers what was asked for, and what is broken. */
async function crawl(url: string): Promise<{ seen: Set<string>; broken: string[] }> {
  const agent = new Agent({ keepAlive: true });
  const shopper = new Shopper(url, agent);
  const seen = new Set(['/']);
  const broken: string[] = [];
  const waiting: Found[] = [{ path: '/', from: 'the start', depth: 0 }];
  for (const { path, from, depth } of waiting) {
    const { status, headers, text } = await shopper.get(path);
    if (status >= 400) broken.push(`${status} ${path}, named by ${from}`);
    const isPage = String(headers['content-type']).startsWith('text/html');
    const links = isPage ? linksOf(text, new URL(path, url)) : [];
    if (headers.location) links.push(new URL(headers.location, url));
    for (const link of links) {
      const next = link.pathname + link.search;
      const below = link.search ? depth + 1 : 0;
      if (seen.has(next) || below > DEEPEST) continue;
      seen.add(next);
      waiting.push({ path: next, from: path, depth: below });
    }
  }
  agent.destroy();
  return { seen, broken };
}

describe('the demo shop', () => {
  let shop: DemoShop;
  beforeAll(async () => {
    shop = await DemoShop.open();
  });
  afterAll(() => shop?.close());

  it('has no link that leads nowhere, on any page', async () => {
    const { seen, broken } = await crawl(shop.url);
    figure('addresses that pages of the demo shop name', seen.size);
    expect(seen.size).toBeGreaterThan(LEAST_PAGES);
    expect(seen).toContain('/policies/shipping-policy');
    expect(broken).toEqual([]);
  });

  it('would be told of one', () => {
    const html =
      '<a href="/a?x&#x3D;1&amp;y#z"></a><img srcset="/b.jpg 1x, /c.jpg 2x"><a href="https://else.where/">';
    const paths = linksOf(html, new URL(shop.url)).map(({ pathname, search }) => pathname + search);
    expect(paths).toEqual(['/a?x=1&y', '/b.jpg', '/c.jpg']);
  });
});
