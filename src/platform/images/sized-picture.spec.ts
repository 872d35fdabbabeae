import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THEME, loadTheme } from '../theme/theme.js';
import { Messages } from '../views/messages.js';
import { Views } from '../views/views.js';
import { addressOf, madePicture, stemOf, widthsOf } from './made-picture.js';
import { sizedPicture } from './sized-picture.js';

const made = (width: number, height: number, colour: string | null = 'c8b9a6') =>
  addressOf({ stem: stemOf('0a1b2c3d4e5f60718293a4b5', width, height, colour), widths: widthsOf(width) });
const STEM = '/media/0a/1b2c3d4e5f60718293a4b5';

describe('the address of a made picture', () => {
  it('says its size, its colour and its widths, and is that of a JPEG', () => {
    const address = made(2400, 3000);
    expect(address).toBe(`${STEM}-2400x3000-c8b9a6-1280.jpg`);
    expect(madePicture(address)).toEqual({
      stem: `${STEM}-2400x3000-c8b9a6`,
      width: 2400,
      height: 3000,
      colour: '#c8b9a6',
      widths: [320, 480, 640, 960, 1280, 1600],
    });
    expect(madePicture(made(500, 400, null))).toMatchObject({ colour: null, widths: [320, 480, 500] });
    expect(madePicture(made(64, 64))).toMatchObject({ widths: [64] });
  });

  it.each([
    '/images/a.svg',
    '/media/0a/1b2c.jpg',
    `${STEM}-1x1-c8b9a6-1.avif`,
    `//x.org${made(9, 9)}`,
    `https://x.org${made(9, 9)}`,
    '',
  ])('is not %j', (address) => expect(madePicture(address)).toBeNull());
});

describe('a picture on a page', () => {
  it('is offered as wide as its place can show it, smallest kind first', () => {
    const card = sizedPicture(made(2400, 3000), 'card');
    expect(card).toMatchObject({
      width: 2400,
      height: 3000,
      colour: '#c8b9a6',
      sizes: expect.stringContaining('50vw') as string,
    });
    expect(card.sources!.map(({ type }) => type)).toEqual(['image/avif', 'image/webp']);
    expect(card.sources![0]!.srcset).toBe(
      [320, 480, 640, 960].map((width) => `${STEM}-2400x3000-c8b9a6-${width}.avif ${width}w`).join(', '),
    );
    expect(card.src).toBe(`${STEM}-2400x3000-c8b9a6-960.jpg`);
    expect(sizedPicture(made(2400, 3000), 'gallery').srcset).toContain('-1600.jpg 1600w');
  });

  it('that is small has one file of each kind, and the size of its box', () => {
    expect(sizedPicture(made(2400, 3000), 'thumb')).toMatchObject({
      src: `${STEM}-2400x3000-c8b9a6-320.jpg`,
      width: 80,
      height: 100,
      srcset: null,
      sizes: null,
    });
    expect(sizedPicture(made(100, 50), 'card')).toMatchObject({
      src: `${STEM}-100x50-c8b9a6-100.jpg`,
      width: 100,
      sizes: null,
    });
  });

  it('that is drawn has the size of its drawing; an unknown one the usual', () => {
    expect(sizedPicture('/images/studio/nothing.svg', 'card')).toEqual({
      src: '/images/studio/nothing.svg',
      width: 800,
      height: 1000,
    });
    expect(sizedPicture('/media/0a/old.jpg', 'thumb')).toEqual({
      src: '/media/0a/old.jpg',
      width: 80,
      height: 100,
    });
  });

  it('is written as sources and an image, without a style of its own; a drawing as it always was', () => {
    const folder = mkdtempSync(join(tmpdir(), 'theme-'));
    mkdirSync(join(folder, 'views'));
    writeFileSync(
      join(folder, 'views', 'one.hbs'),
      '{{> picture place="gallery" eager=true priority=true}}|',
    );
    const theme = { ...loadTheme(DEFAULT_THEME), folder };
    const views = new Views(new Messages('en'), { reload: false, theme });
    rmSync(folder, { recursive: true });
    const card = (src: string) => views.render('one', { src, alt: 'A "lamp"' }, null).trim();
    const html = card(made(700, 800));
    expect(html).toMatch(
      /^<picture><source type="image\/avif" srcset="\S+-320\.avif 320w, .*" sizes="\(min-width/,
    );
    expect(html).toMatch(
      /<img src="\S+-700\.jpg" srcset="[^"]+" sizes="[^"]+" alt="A &quot;lamp&quot;" width="700" height="800" data-colour="#c8b9a6" fetchpriority="high" decoding="async"><\/picture>\|$/,
    );
    expect(html).not.toContain('style');
    expect(card('/images/none.svg')).toBe(
      '<img src="/images/none.svg" alt="A &quot;lamp&quot;" width="800" height="1000" fetchpriority="high" decoding="async">|',
    );
  });
});
