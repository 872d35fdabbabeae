import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { Database } from '../../src/platform/database/database.js';
import { DiskStore } from '../../src/platform/images/disk-store.js';
import { rasterAddress } from '../../src/platform/images/drawn-jpeg.js';
import { jpegName, KeptJpegs } from '../../src/platform/images/kept-jpegs.js';
import { PictureKeeper } from '../../src/platform/images/picture-keeper.js';
import { rasterise } from '../../src/platform/images/rasterise.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { CACHE_REDIS } from '../../src/platform/redis/redis.module.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import { webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { aProduct } from '../support/factories/product.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { saveProducts } from '../support/save-products.js';
import { statementsOf } from '../support/statements.js';

const FOLDER = '/images/demo/pictures-for-others';
const drawing = (inside: string, head = 'viewBox="0 0 400 500"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${head}>${inside}</svg>`;
const MOSS = '<path fill="#e6dfd0" d="M0 0h400v500H0z"/><circle cx="200" cy="300" r="150" fill="#4a5d23"/>';
const loop = Array.from(
  { length: 30 },
  (_, i) => `<g id="a${i + 1}"><use href="#a${i}"/><use href="#a${i}"/></g>`,
);
const hostile = {
  'a bomb of entities': `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${drawing('<text>&b;</text>')}`,
  'a bomb of copies': drawing(`<path id="a0" d="M0 0h1v1z"/>${loop.join('')}`),
  'a picture of elsewhere': drawing('<image href="http://127.0.0.1:9/x.png" width="400" height="500"/>'),
  'a strip of a million pixels': drawing(MOSS, 'width="1" height="1000000"'),
  'no drawing at all': 'Not a drawing',
};

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let store: DiskStore;
const mediaDir = mkdtempSync(join(tmpdir(), 'pictures-for-others-'));
const drawn = join(PROJECT_ROOT, 'public', FOLDER);
const images = (src: string) => [{ source: src, src, alt: 'Seen from above' }];

beforeAll(async () => {
  process.env['MEDIA_DIR'] = mediaDir;
  db = await testDatabase();
  await (await testRedis()).close();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  mkdirSync(drawn, { recursive: true });
  writeFileSync(join(drawn, 'moss.svg'), drawing(MOSS));
  for (const [i, svg] of Object.values(hostile).entries()) writeFileSync(join(drawn, `bad-${i}.svg`), svg);
  store = new DiskStore(mediaDir);
  const rust = sharp({ create: { width: 900, height: 900, channels: 3, background: '#b7410e' } });
  const photo = await new PictureKeeper(store).keep(await rust.png().toBuffer());
  await saveProducts(web.app, [
    aProduct({ handle: 'drawn', title: 'A cushion of moss', images: images(`${FOLDER}/moss.svg`) }),
    aProduct({ handle: 'photo', title: 'A rust lamp', images: images(photo) }),
    aProduct({ handle: 'bad', title: 'Badly drawn', images: images(`${FOLDER}/bad-0.svg`) }),
  ]);
  const collection = {
    handle: 'soft',
    title: 'Soft things',
    description: '',
    imageSrc: `${FOLDER}/moss.svg`,
  };
  await web.app
    .get(EditCatalogService)
    .saveCollection({ ...collection, position: 1, members: { products: ['drawn'] } });
});
afterAll(async () => {
  await web?.close();
  await db?.drop();
  delete process.env['MEDIA_DIR'];
  rmSync(mediaDir, { recursive: true });
  rmSync(drawn, { recursive: true, force: true });
});

const text = async (path: string) => (await fetch(web.url + path)).text();
const tag = (html: string, name: string) => new RegExp(`="${name}" content="([^"]+)"`).exec(html)?.[1];

/** What somebody sees who fetches a picture. `colours`: of the words' side and of the picture's, as averages. */
async function look(address: string) {
  const answer = await fetch(new URL(address, web.url));
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { format, width, height } = await sharp(bytes).metadata();
  const side = async (left: number, part: number) => {
    const { channels } = await sharp(
      await sharp(bytes).extract({ left, top: 0, width: part, height }).toBuffer(),
    ).stats();
    return channels.map(({ mean, stdev }) => ({ mean, stdev }));
  };
  return {
    answer: [answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')],
    is: `${format} ${width}x${height}`,
    left: await side(0, Math.floor(width / 2)),
    right: await side(Math.ceil(width * 0.75), Math.floor(width / 4)),
    bytes,
  };
}
type Seen = Awaited<ReturnType<typeof look>>;
const isVaried = (part: Seen['left']) => part.some(({ stdev }) => stdev > 5);
const FOR_EVER = [200, 'image/jpeg', 'public, max-age=31536000, immutable'];
const FOR_NOW = [200, 'image/jpeg', 'public, max-age=300'];

describe('the picture of a link preview', () => {
  it('shows a drawn product beside its title', async () => {
    const html = await text('/products/drawn');
    expect(['width', 'height', 'type', 'alt'].map((name) => tag(html, `og:image:${name}`))).toEqual([
      '1200',
      '630',
      'image/jpeg',
      'Seen from above',
    ]);
    const seen = await look(tag(html, 'og:image')!);
    expect([seen.answer, seen.is]).toEqual([FOR_EVER, 'jpeg 1200x630']);
    expect([isVaried(seen.left), isVaried(seen.right)]).toEqual([true, true]);
    const [red, green, blue] = seen.right.map(({ mean }) => mean);
    expect(green! > red! && red! > blue!).toBe(true);
  });

  it('shows a photograph beside its title', async () => {
    const seen = await look(tag(await text('/products/photo'), 'og:image')!);
    expect([seen.answer, seen.is, isVaried(seen.left)]).toEqual([FOR_EVER, 'jpeg 1200x630', true]);
    const colour = seen.right.map(({ mean }) => mean);
    for (const [i, channel] of [0xb7, 0x41, 0x0e].entries())
      expect(Math.abs(colour[i]! - channel)).toBeLessThan(6);
  });

  it.each(['/collections/soft', '/', '/pages/about', '/collections/all'])(
    'has its size at %s',
    async (path) => {
      expect((await look(tag(await text(path), 'og:image')!)).is).toBe('jpeg 1200x630');
    },
  );

  it('has another address when the title is another one, in each language its own, and old addresses still show something', async () => {
    const before = tag(await text('/products/drawn'), 'og:image')!;
    const german = tag(await text('/de/products/drawn'), 'og:image')!;
    expect(german).toContain(`${web.url}/de/share/`);
    await saveProducts(web.app, [
      aProduct({ handle: 'drawn', title: 'Moss', images: images(`${FOLDER}/moss.svg`) }),
    ]);
    const after = tag(await text('/products/drawn'), 'og:image')!;
    expect(after).not.toBe(before);
    expect((await look(before)).answer).toEqual(FOR_EVER);
    expect((await look(after)).bytes.equals((await look(before)).bytes)).toBe(false);
    expect((await look(after.replace(/share\/\w{24}/, `share/${'0'.repeat(24)}`))).answer).toEqual(FOR_NOW);
    expect((await fetch(`${web.url}/share/${'0'.repeat(24)}/products/none.jpg`)).status).toBe(404);
  });

  it('asks MySQL nothing once it is made', async () => {
    const address = tag(await text('/products/photo'), 'og:image')!;
    await look(address);
    expect(await statementsOf(web.app.get(Database), () => look(address))).toEqual([]);
  });

  it('has the words alone, for now, when the drawing is bad', async () => {
    const seen = await look(tag(await text('/products/bad'), 'og:image')!);
    expect([seen.answer, seen.is, isVaried(seen.left), isVaried(seen.right)]).toEqual([
      FOR_NOW,
      'jpeg 1200x630',
      true,
      false,
    ]);
  });
});

describe('pictures for feeds and search engines', () => {
  it('are JPEG of more than 800 pixels, the same in the feed, the sitemap, the linked data and for feed readers', async () => {
    const address = web.url + rasterAddress(`${FOLDER}/moss.svg`);
    for (const path of [
      '/feeds/google.tsv',
      '/sitemap_products_1.xml',
      '/collections/all.atom',
      '/products/drawn',
    ])
      expect({ path, has: (await text(path)).includes(address) }).toEqual({ path, has: true });
    const seen = await look(address);
    expect([seen.answer, seen.is]).toEqual([FOR_EVER, 'jpeg 1200x1500']);
    expect(isVaried(seen.left)).toBe(true);
    expect((await look(address.replace(/drawn\/\w{16}/, `drawn/${'0'.repeat(16)}`))).answer).toEqual(FOR_NOW);
  });

  it.each(Object.keys(hostile))('are the plain picture of the shop for %s', async (what) => {
    const at = Object.keys(hostile).indexOf(what);
    const seen = await look(rasterAddress(`${FOLDER}/bad-${at}.svg`));
    expect([seen.answer, seen.is]).toEqual([FOR_NOW, 'jpeg 1200x630']);
  });

  it.each([
    '/drawn/0000000000000000/none.jpg',
    '/drawn/0000000000000000/../../../etc/passwd.jpg',
    '/drawn/x/y.jpg',
  ])('are not there at %s', async (path) => expect((await fetch(web.url + path)).status).toBe(404));
});

describe('the program that draws', () => {
  it.each([
    '<image href="x.png" width="40" height="50"/>',
    '<é:image xmlns:é="http://www.w3.org/2000/svg" x:href="#a"/>',
    '<filter id="f"><feImage href="#a"/></filter>',
    '<use href="x.svg#a"/>',
    "<use href = 'file:///etc/passwd#a'/>",
    '<path style="fill:url(x.svg#a)" d="M0 0h9v9z"/>',
    '<style>@import "x.css";</style>',
    '<foreignObject/>',
    '<script>1</script>',
  ])('is never given what refers to a file or an address: %s', async (inside) => {
    const drawn = rasterise(drawing(inside), { width: 40, height: 50 }, '#ffffff');
    await expect(drawn).rejects.toThrow('please draw it of shapes only');
  });

  it('ends with a sentence for what would never end', async () => {
    const bomb = hostile['a bomb of copies'];
    await expect(rasterise(bomb, { width: 400, height: 500 }, '#ffffff')).rejects.toThrow('cannot be drawn');
  });
});

describe('a picture that many ask for at once', () => {
  it('is made once by two processes, 20 rounds at a time', async () => {
    const link = web.app.get<RedisLink>(CACHE_REDIS);
    const processes = [new KeptJpegs(store, link), new KeptJpegs(store, link)];
    const made: string[] = [];
    const names = Array.from({ length: 20 }, (_, i) => jpegName(i.toString(16).padStart(24, 'a'), 1200));
    const answers = await Promise.all(
      names.flatMap((name) =>
        [...processes, ...processes, ...processes].map(async (one) => {
          const { bytes } = await one.of(name, async () => {
            made.push(name);
            await pause(50);
            return Buffer.from(name);
          });
          return [name, bytes.toString()];
        }),
      ),
    );
    expect(made.toSorted()).toEqual(names.toSorted());
    for (const [name, content] of answers) expect(content).toBe(name);
  });
});
