import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCsvRows, demoProducts } from '../../scripts/demo/catalogue.js';
import { videoColumns } from '../../src/shop/product-csv/columns.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { exportCsv, importCsv } from '../support/csv.js';

const own = join(PROJECT_ROOT, 'test', 'fixtures', 'products.csv');
const folder = process.env['CATALOGUES_DIR'];
const catalogues = folder
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => join(folder, name))
  : [];
const HEADER = 'Handle,Title,Variant Price';

describe('Shopify product files', () => {
  let shop: TestCatalogue;
  beforeAll(async () => void (shop = await testCatalogue()));
  beforeEach(() => shop.reset());
  afterAll(() => shop.close());

  const handles = async () => (await shop.catalog.storedProducts(0, 1000)).map((product) => product.handle);
  const handlesIn = (file: Buffer) =>
    new Set(
      file
        .toString()
        .split('\n')
        .slice(1)
        .flatMap((line) => /^([\p{L}\p{N}-]+),/u.exec(line)?.[1] ?? []),
    );

  it.each([own, ...catalogues])(
    'imports %s completely, twice the same, and out and in again',
    async (path) => {
      const file = readFileSync(path);
      const first = await importCsv(shop, file);
      expect(first).toMatchObject({ updated: 0, unchanged: 0, refused: 0, stoppedBy: null });
      expect(first.created).toBe(handlesIn(file).size);
      expect(await importCsv(shop, file)).toMatchObject({ created: 0, updated: 0, unchanged: first.created });

      const out = await exportCsv(shop);
      await shop.reset();
      expect(await importCsv(shop, out)).toMatchObject({
        created: first.created,
        refused: 0,
        stoppedBy: null,
      });
      expect(await exportCsv(shop)).toBe(out);
    },
  );

  it('keeps how much is in a variant, whatever way it is written, and says what it does not understand', async () => {
    const header = `${HEADER},Unit Price Total Measure,Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit`;
    const rows = [
      'tea,Tea,9.50,250.0,g,1,kg',
      'oil,Oil,12.00,"0,750",L,100,ml',
      'felt,Felt,8.00,2.5,m²,,',
      'mug,Mug,18.00,0,,,',
      'bad-unit,Bad,1.00,5,stone,,',
      'bad-kind,Bad,1.00,5,g,1,l',
    ];
    const { refused, heard } = await importCsv(shop, Buffer.from([header, ...rows].join('\n')));
    expect(refused).toBe(2);
    expect(JSON.stringify(heard)).toMatch(
      /Total Measure Unit is \\"stone\\"; expected mg, g.*per l, because it is measured in g/s,
    );
    const stored = await shop.catalog.storedProducts(0, 10);
    expect(stored.map(({ variants }) => variants[0]?.measure)).toEqual([
      { total: 250_000, totalUnit: 'g', base: 1, baseUnit: 'kg' },
      { total: 750, totalUnit: 'l', base: 100, baseUnit: 'ml' },
      { total: 2500, totalUnit: 'm2', base: 1, baseUnit: 'm2' },
      undefined,
    ]);
    const out = await exportCsv(shop);
    expect(out).toMatch(/,TRUE,0.75,l,100,ml,/);
    await shop.reset();
    expect(await importCsv(shop, Buffer.from(out))).toMatchObject({ created: 4, refused: 0 });
    expect(await exportCsv(shop)).toBe(out);
    expect(await importCsv(shop, Buffer.from(out))).toMatchObject({ unchanged: 4 });
  });

  it('reads every kind of cell', async () => {
    const { heard } = await importCsv(shop, readFileSync(own));
    expect(heard.unknownColumns).toEqual(['Shelf']);
    const [lamp, note, peg] = await shop.catalog.storedProducts(0, 10);
    expect(lamp).toMatchObject({
      bodyHtml: '<p>Burns in the rain.\nIt says "hush".</p>',
      tags: ['camp', 'light'],
      optionNames: ['Colour', 'Size'],
      category: 'Home & Garden > Lighting',
      isPublished: true,
    });
    expect(lamp!.images.map((image) => image.alt)).toEqual(['A red storm lamp', '', 'In scale']);
    expect(
      lamp!.variants.map(({ options, price, compareAtPrice, costPerItem }) => [
        ...options,
        price,
        compareAtPrice,
        costPerItem,
      ]),
    ).toEqual([
      ['Ember', 'Small', 4900, 5900, 2150],
      ['Ember', 'Large', 6900, null, null],
      ['Slate', 'Small', 4900, null, null],
    ]);
    expect(note).toMatchObject({
      status: 'draft',
      optionNames: [],
      variants: [{ price: 123_450, sku: '=NOTE-1', requiresShipping: false, isTaxed: false }],
    });
    expect(peg).toMatchObject({
      title: 'Heringe für Zelte 🏕',
      bodyHtml: 'Plain text &amp; more',
      tags: ['camp', 'steel'],
      status: 'archived',
      isPublished: false,
    });
    const stock = await shop.inventory.availability([...lamp!.variantIds, ...note!.variantIds]);
    expect(
      [...stock.values()].map(({ isCounted, available, isAvailable }) => [isCounted, available, isAvailable]),
    ).toEqual([
      [true, 12, true],
      [true, 0, true],
      [true, 0, false],
      [false, 1, true],
    ]);
  });

  it('takes the demo catalogue out as it went in', async () => {
    const file = stringify([...demoCsvRows()]);
    expect(await importCsv(shop, file)).toMatchObject({ created: demoProducts.length, refused: 0 });
    expect(await exportCsv(shop)).toBe(file);
  });

  it('keeps variant ids, follows changed prices and stock, and drops what is gone', async () => {
    const file = (rows: string) =>
      `Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n${rows}`;
    await importCsv(shop, file('cap,Cap,Size,S,10,shopify,1\ncap,,,M,10,shopify,1\ncap,,,L,10,shopify,1\n'));
    const [before] = await shop.catalog.storedProducts(0, 1);
    expect(await importCsv(shop, file('cap,Cap,Size,L,12,shopify,1\ncap,,,S,10,shopify,5\n'))).toMatchObject({
      updated: 1,
    });
    const [after] = await shop.catalog.storedProducts(0, 1);
    expect(after!.variantIds).toEqual([before!.variantIds[2], before!.variantIds[0]]);
    expect(after!.variants.map((variant) => variant.price)).toEqual([1200, 1000]);
    expect((await shop.inventory.availability(after!.variantIds)).get(after!.variantIds[1]!)?.available).toBe(
      5,
    );
  });

  it('names the row of a product that is bad, and writes none of its rows', async () => {
    const rows = 'cap,Cap,Size,S,10\ncap,,,M,dear\nhat,Hat,Size,S,10\n';
    const result = await importCsv(shop, `Handle,Title,Option1 Name,Option1 Value,Variant Price\n${rows}`);
    expect(result.heard.refused).toEqual([
      { handle: 'cap', line: 3, reason: expect.stringMatching(/Variant Price is "dear"/) },
    ]);
    expect(await handles()).toEqual(['hat']);
  });

  it('says what would change, and changes nothing, with --dry-run', async () => {
    await importCsv(shop, `${HEADER}\na,A,1\nb,B,2\n`);
    const before = await exportCsv(shop);
    expect(await importCsv(shop, `${HEADER}\na,A,1\nb,B,3\nc,C,4\n`, { isDryRun: true })).toMatchObject({
      created: 1,
      updated: 1,
      unchanged: 1,
    });
    expect(await exportCsv(shop)).toBe(before);
  });

  it.each([
    ['a price that is none', 'bad,Bad,cheap', 3, /Variant Price is "cheap"/],
    ['a price finer than a cent', 'bad,Bad,1.005', 3, /Variant Price/],
    ['a negative price', 'bad,Bad,-1', 3, /Variant Price/],
    ['a price too high', 'bad,Bad,10000000', 3, /a price is not between/],
    ['no title', 'bad,,1', 3, /title is empty/],
    ['no handle', ',Bad,1', 3, /handle is empty/],
    ['a title too long', `bad,${'x'.repeat(256)},1`, 3, /256 characters; 255 are possible/],
    ['a product that came before', 'other,Other,1\ngood,Again,1', 4, /stood further up/],
    ['two variants that do not differ', 'bad,Bad,1\nbad,,2', 3, /Option1 Name is ""/],
  ])('names the line and the reason of %s, and imports the others', async (_, rows, line, reason) => {
    const result = await importCsv(shop, `${HEADER}\ngood,Good,1\n${rows}\nlast,Last,2\n`);
    expect(result.heard.refused).toEqual([
      { handle: expect.any(String), line, reason: expect.stringMatching(reason) },
    ]);
    expect((await handles()).filter((handle) => handle !== 'other')).toEqual(['good', 'last']);
  });

  it.each([
    ['a quotation mark that is never closed', 'c,"C,3\nd,D,4\n', 4, /never closed/],
    ['a quotation mark inside a cell', 'c,C"x",3\nd,D,4\n', 4, /quotation mark/],
    ['text after a closing quotation mark', 'c,"C"x,3\nd,D,4\n', 4, /quotation mark/],
    ['Latin-1 in the middle', Buffer.from('c,Gem\xfcse,3\nd,D,4\n', 'latin1'), 4, /Latin-1/],
    [
      'Latin-1 inside a cell of two lines',
      Buffer.from('c,"two\nGem\xfcse",3\nd,D,4\n', 'latin1'),
      5,
      /Latin-1/,
    ],
  ])('keeps the products before %s and names the line', async (_, rest, line, reason) => {
    const file = Buffer.concat([Buffer.from(`${HEADER}\na,A,1\nb,B,2\n`), Buffer.from(rest as string)]);
    for (const pieceBytes of [7, 65_536]) {
      await shop.reset();
      const { stoppedBy } = await importCsv(shop, file, { pieceBytes });
      expect(stoppedBy).toMatchObject({ line, reason: expect.stringMatching(reason) });
      expect(await handles()).toEqual(['a', 'b']);
    }
  });

  it('does not write a product whose further rows cannot be read', async () => {
    await importCsv(shop, `${HEADER}\na,A,1\nb,B,2\nb,"C,3\n`);
    expect(await handles()).toEqual(['a']);
  });

  it.each([
    ['UTF-16', Buffer.from(`\ufeff${HEADER}\na,A,1\n`, 'utf16le'), /UTF-16/],
    ['UTF-16 without a mark', Buffer.from(`${HEADER}\na,A,1\n`, 'utf16le'), /UTF-16/],
    ['semicolons', Buffer.from('Handle;Title;Variant Price\na;A;1\n'), /semicolons/],
    ['other columns', Buffer.from('Name,Price\na,1\n'), /"Handle", "Title", "Variant Price" is missing/],
    ['nothing', Buffer.alloc(0), /empty/],
  ])('says plainly that a file is no product file: %s', async (_, file, reason) => {
    expect((await importCsv(shop, file)).stoppedBy).toMatchObject({
      line: 1,
      reason: expect.stringMatching(reason),
    });
  });

  it('reads a byte order mark, CRLF and blank lines, cut anywhere', async () => {
    const file = `\ufeff${HEADER}\r\na,"A\r\nB",€1.00\r\n\r\nö,Ö,"1,50"\r\n`;
    for (const pieceBytes of [1, 2, 3, 1000]) {
      await shop.reset();
      expect(await importCsv(shop, file, { pieceBytes })).toMatchObject({
        created: 2,
        refused: 0,
        stoppedBy: null,
      });
    }
  });

  it('takes no script into a description and no formula into a spreadsheet', async () => {
    const body =
      '<p onclick=x()>Hi <img src=x onerror=y()><a href=javascript:z()>there</a></p><iframe></iframe>';
    await importCsv(
      shop,
      `Handle,Title,Body (HTML),Variant SKU,Variant Price\na,"=HYPERLINK(""x"")",${body},@x,1\n`,
    );
    const out = await exportCsv(shop);
    expect(out).toContain(`a,"'=HYPERLINK(""x"")",<p>Hi <a>there</a></p>,`);
    expect(out).toContain(`,'@x,`);
    await shop.reset();
    await importCsv(shop, out);
    expect((await shop.catalog.storedProducts(0, 1))[0]).toMatchObject({
      title: '=HYPERLINK("x")',
      variants: [{ sku: '@x' }],
    });
  });

  describe('videos', () => {
    const header = `${HEADER},${videoColumns.join(',')}`;
    const film = '/videos/camp-kettle.webm';
    const elsewhere = 'https://films.example.com/a.mp4';
    const file = `${header}
kettle,Kettle,1,${film},It boils,/images/a.svg,
kettle,,,${elsewhere},,,https://films.example.com/a.vtt
cap,Cap,2,,,,
`;
    const shown = async () => (await shop.catalog.productPage('kettle'))?.videos;

    it('come in and go out with all that is said of them, the same bytes', async () => {
      const first = await importCsv(shop, file);
      expect(first).toMatchObject({
        created: 2,
        refused: 0,
        heard: { unknownColumns: [], videosLeftOut: [] },
      });
      const [kettle] = await shop.catalog.storedProducts(0, 1);
      const facts = { type: 'video/webm', width: 640, height: 800 };
      expect(kettle!.videos).toEqual([
        {
          source: film,
          file: { src: film, ...facts },
          title: 'It boils',
          poster: { source: '/images/a.svg', src: '/images/a.svg' },
          captions: null,
        },
        {
          source: elsewhere,
          file: null,
          title: '',
          poster: null,
          captions: { source: 'https://films.example.com/a.vtt', src: null },
        },
      ]);
      expect(await importCsv(shop, file)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
      const out = await exportCsv(shop);
      await shop.reset();
      expect(await importCsv(shop, out)).toMatchObject({ created: 2, refused: 0 });
      expect(await exportCsv(shop)).toBe(out);
      expect(out.split('\n')[0]!.endsWith(videoColumns.join(','))).toBe(true);
    });

    it('are shown when the shop has them, follow the file, and keep the day on which they came', async () => {
      await importCsv(shop, file);
      const [video, ...others] = (await shown())!;
      expect(others).toEqual([]);
      expect(video).toMatchObject({ src: film, title: 'It boils', posterSrc: '/images/a.svg' });
      await importCsv(shop, file.replace('It boils', 'Steam'));
      expect(await shown()).toEqual([{ ...video, title: 'Steam' }]);
      expect(await importCsv(shop, `${HEADER}\nkettle,Kettle,1\n`)).toMatchObject({ updated: 1 });
      expect(await shown()).toBeUndefined();
      expect(await exportCsv(shop)).not.toContain('metafields');
    });

    it('that are not taken are named with line and reason, and their product is whole', async () => {
      const rows = `kettle,Kettle,1,https://127.0.0.1/a.mp4,,,\nkettle,,,/videos/none.webm,,,\nkettle,,,/css/shop.css,,,\n`;
      const result = await importCsv(shop, `${header}\n${rows}`, { fetchesImages: true });
      expect(result).toMatchObject({ created: 1, refused: 0 });
      expect(result.heard.videosLeftOut.map(({ handle, line, reason }) => [handle, line, reason])).toEqual([
        ['kettle', 2, '127.0.0.1 is no public address'],
        ['kettle', 3, expect.stringContaining('no file of this address')],
        ['kettle', 4, expect.stringContaining('no file of this address')],
      ]);
      expect(await shop.catalog.productPage('kettle')).toMatchObject({ title: 'Kettle' });
      expect(await shown()).toBeUndefined();
      expect(await exportCsv(shop)).toContain('https://127.0.0.1/a.mp4');
    });

    it.each([
      ['an address that is none', 'ftp://a.mp4,,,', 3, /video\) is "ftp:\/\/a.mp4"; expected an address/],
      ['words without a video', ',It boils,,', 3, /video_title\) is "It boils"; expected nothing/],
    ])('are refused with their product for %s', async (_, cells, line, reason) => {
      const result = await importCsv(
        shop,
        `${header}\nkettle,Kettle,1,,,,\nkettle,,,${cells}\ncap,Cap,2,,,,\n`,
      );
      expect(result.heard.refused).toEqual([
        { handle: 'kettle', line, reason: expect.stringMatching(reason) },
      ]);
      expect(await handles()).toEqual(['cap']);
    });
  });

  it('goes on without pictures that may not be fetched, and lists them', async () => {
    const addresses = [
      'http://example.com/a.jpg',
      'https://127.0.0.1/a.jpg',
      'https://[::1]/a.jpg',
      'https://localhost/a.jpg',
      'https://169.254.169.254/a',
      'https://2130706433/a',
    ];
    const rows = addresses.map((address, n) => `p${n},P,1,${address}\n`).join('');
    const result = await importCsv(shop, `${HEADER},Image Src\n${rows}`, { fetchesImages: true });
    expect(result).toMatchObject({ created: addresses.length, refused: 0 });
    expect(result.heard.notFetched.map(({ reason }) => reason)).toEqual([
      'only https addresses are fetched',
      ...Array.from({ length: 5 }, () => expect.stringMatching(/is no public address$/)),
    ]);
    expect((await shop.catalog.productPage('p1'))?.images[0]?.src).toBe('https://127.0.0.1/a.jpg');
  });
});
