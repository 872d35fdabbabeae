import { describe, expect, it } from 'vitest';
import { linksInside } from './language-links.js';

const inside = (html: string) => linksInside(html, 'de');

describe('links of a page in another language', () => {
  it.each(['href', 'action', 'formaction', 'data-check'])('lead to its pages, by %s', (name) => {
    expect(inside(`<x ${name}="/cart">`)).toBe(`<x ${name}="/de/cart">`);
    expect(inside(`<x ${name}="/">`)).toBe(`<x ${name}="/de/">`);
  });

  it.each([
    '<a href="/de/cart">',
    '<a href="/fr">',
    '<link href="/css/shop.css">',
    '<a href="/media/x.jpg">',
    '<link href="/images/icon.svg">',
    '<x data-folder="/de">',
    '<a href="//other.example/">',
    '<a href="/\\other.example/">',
    '<a href="https://shop.example/cart">',
    '<a href="#content">',
    '<a href="?page=2">',
    '<a lang="en" hreflang="en" href="/cart">',
    '<input value="/cart">',
    '<img src="/cart">',
    'href=&quot;/cart&quot;',
  ])('are left as they are in %s', (html) => expect(inside(html)).toBe(html));

  it('are found wherever they stand, and a word that begins like a language or a folder is none', () => {
    expect(inside('<a class="x" href="/deals">d</a><form method="post" action="/csspot"></form>')).toBe(
      '<a class="x" href="/de/deals">d</a><form method="post" action="/de/csspot"></form>',
    );
  });
});
