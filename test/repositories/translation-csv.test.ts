import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/platform/language/current-language.js';
import { ExportTranslations } from '../../src/shop/product-csv/translations/export-translations.service.js';
import { ImportTranslations } from '../../src/shop/product-csv/translations/import-translations.service.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';

const HEADER = 'Type,Identification,Field,Locale,Market,Status,Default content,Translated content';
const IMAGE = { source: 'https://example.com/a.jpg', src: '/media/a.jpg', alt: 'A kettle' };
const kettle = aProduct({
  handle: 'camp-kettle',
  title: 'Camp Kettle',
  bodyHtml: '<p>It pours.</p>',
  type: 'Kettles',
  tags: ['steel'],
  optionNames: ['Colour'],
  images: [IMAGE],
  variants: [aVariant({ options: ['Moss'], imageSource: IMAGE.source })],
});

describe('a file of translations', () => {
  let shop: TestCatalogue;
  beforeAll(async () => void (shop = await testCatalogue()));
  beforeEach(async () => {
    await shop.reset();
    await shop.database.execute('DELETE FROM translations');
    await shop.save(kettle, aProduct({ handle: 'mug', title: 'Mug', type: 'Mugs' }));
    await shop.edit.saveCollection({
      handle: 'cook',
      title: 'Cook',
      description: 'Pots.',
      imageSrc: null,
      position: 1,
      members: { products: ['mug'] },
    });
  });
  afterAll(() => shop.close());

  async function load(text: string | Buffer, options = {}) {
    const refused: { name: string; line: number; reason: string }[] = [];
    const bytes = Buffer.from(text as string);
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
    }
    const result = await shop
      .get(ImportTranslations)
      .run(
        pieces(),
        { isDryRun: false, removesEmpty: false, ...options },
        { onRefused: (one) => refused.push(one), onProgress: () => undefined },
      );
    return { ...result, said: refused };
  }
  const rows = (...lines: string[]) => [HEADER, ...lines].join('\n');
  const page = (handle = 'camp-kettle') => inLanguage('de', () => shop.catalog.productPage(handle));
  const exported = async (language = 'de') => {
    const pieces: string[] = [];
    for await (const piece of shop.get(ExportTranslations).run(language)) pieces.push(piece);
    return pieces.join('');
  };

  it('is read by handle, by picture and by word, and written as it was read', async () => {
    const file = rows(
      'PRODUCT,camp-kettle,title,de,,,Camp Kettle,Lagerkessel',
      'PRODUCT,camp-kettle,body_html,de,,,<p>It pours.</p>,"<p>Er ""gießt"".</p>"',
      'PRODUCT,camp-kettle,product_type,de,,,Kettles,Kessel',
      'MEDIA_IMAGE,camp-kettle/1,alt,de,,,A kettle,Ein Kessel',
      'PRODUCT,mug,title,de,,,Mug,Becher',
      'PRODUCT,mug,body_html,de,,,<p>A mug.</p>,',
      'PRODUCT,mug,product_type,de,,,Mugs,',
      'COLLECTION,cook,title,de,,,Cook,Kochen',
      'COLLECTION,cook,body_html,de,,,Pots.,Töpfe.',
      'PRODUCT_OPTION,Colour,name,de,,,Colour,Farbe',
      'PRODUCT_OPTION_VALUE,Moss,name,de,,,Moss,Moos',
      'TAG,steel,name,de,,,steel,Stahl',
      '',
    );
    expect(await load(file)).toMatchObject({
      written: 10,
      refused: 0,
      leftOut: 0,
      stoppedBy: null,
      said: [],
    });
    expect(await page()).toMatchObject({
      title: 'Lagerkessel',
      bodyHtml: '<p>Er "gießt".</p>',
      type: 'Kessel',
      images: [{ alt: 'Ein Kessel' }],
      options: [{ name: 'Farbe', values: ['Moos'] }],
    });
    expect(await exported()).toBe(file);
    expect(await load(file)).toMatchObject({ written: 0, unchanged: 10 });
    expect(await exported('fr')).not.toContain('Lagerkessel');
  });

  it('of Shopify is read by the handle in it, whatever ids and other types it has', async () => {
    const file = `\uFEFF${rows(
      "PRODUCT,'8079393226938,handle,de,,,camp-kettle,",
      "PRODUCT,'8079393226938,title,de,,,Camp Kettle,Kessel",
      "PRODUCT,'8079393226938,title,de,europe,,Camp Kettle,Nur für einen Markt",
      "PRODUCT_OPTION,'10213,name,de,,,Colour,Farbe",
      "PAGE,'77,title,de,,,About,Über uns",
    ).replaceAll('\n', '\r\n')}`;
    expect(await load(file)).toMatchObject({ written: 2, refused: 0, leftOut: 1 });
    expect(await page()).toMatchObject({ title: 'Kessel', options: [{ name: 'Farbe' }] });
  });

  it('is refused thing by thing, each with its line and what to do', async () => {
    const { said, ...result } = await load(
      rows(
        'PRODUCT,camp-kettle,title,de,,,Camp Kettle,Kessel',
        `PRODUCT,camp-kettle,meta_title,de,,,,${'x'.repeat(256)}`,
        'PRODUCT,nothing,title,de,,,,Nichts',
        'PRODUCT,mug,title,it,,,Mug,Tazza',
        'MEDIA_IMAGE,camp-kettle/7,alt,de,,,,Ein Bild',
        'COLLECTION,nowhere,title,de,,,,Nirgends',
        'TAG,steel,name,de,,,steel,Stahl',
      ),
    );
    expect(result).toMatchObject({ written: 1, refused: 5 });
    expect(said.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: meta_title has 256 characters; 255 are possible, so shorten it',
      '4: there is no product "nothing"; write its handle into "Identification", such as camp-kettle, or import the product first',
      '5: the shop is not translated into "it", only into: de, fr, es; add the language to LOCALES or correct the cell',
      '6: camp-kettle has 1 pictures; name one as "handle/number", such as camp-kettle/1',
      '7: there is no collection "nowhere"; write its handle into "Identification", such as wear',
    ]);
    expect((await page())!.title).toBe('Camp Kettle');
  });

  it.each([
    [
      'without a column',
      'Type,Field\nPRODUCT,title',
      1,
      /"Identification", "Locale", "Translated content" is missing/,
    ],
    ['with semicolons', 'Type;Identification;Field\n', 1, /parted by semicolons/],
    ['without a line', '', 1, /the file is empty/],
    ['in Latin-1', Buffer.from(rows('TAG,steel,name,de,,,steel,Öl'), 'latin1'), 2, /not UTF-8/],
    [
      'with an open quote',
      rows('TAG,steel,name,de,,,steel,"Stahl', 'TAG,a,name,de,,,a,b'),
      2,
      /never closed/,
    ],
  ])('%s is not read', async (_, file, line, reason) => {
    const { stoppedBy, written } = await load(file);
    expect([stoppedBy?.line, written]).toEqual([line, 0]);
    expect(stoppedBy!.reason).toMatch(reason);
  });

  it('brings in no script, and no formula', async () => {
    await load(
      rows(
        'PRODUCT,camp-kettle,body_html,de,,,,"<p onclick=""x()"">Gut<script>x()</script></p>"',
        "PRODUCT,camp-kettle,title,de,,,,'=Kessel",
        'COLLECTION,cook,body_html,de,,,,<p>Töpfe</p>',
      ),
    );
    expect(await page()).toMatchObject({ bodyHtml: '<p>Gut</p>', title: '=Kessel' });
    expect(await inLanguage('de', () => shop.catalog.collections())).toMatchObject([
      { description: 'Töpfe' },
    ]);
    expect(await exported()).toContain("'=Kessel");
  });

  it('leaves what it says nothing of, takes it away when asked, and only says so in a dry run', async () => {
    await load(rows('PRODUCT,camp-kettle,title,de,,,,Kessel'));
    const empty = rows('PRODUCT,camp-kettle,title,de,,,,');
    expect(await load(empty)).toMatchObject({ written: 0, removed: 0 });
    expect(await load(empty, { removesEmpty: true, isDryRun: true })).toMatchObject({ removed: 1 });
    expect((await page())!.title).toBe('Kessel');
    expect(await load(empty, { removesEmpty: true })).toMatchObject({ removed: 1 });
    expect((await page())!.title).toBe('Camp Kettle');
  });
});
