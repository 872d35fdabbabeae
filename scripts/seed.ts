import 'reflect-metadata';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { otherLanguages } from '../src/platform/language/locales.js';
import { run } from '../src/platform/process/run.js';
import { CatalogService } from '../src/shop/catalog/catalog.service.js';
import type { CollectionInput } from '../src/shop/catalog/catalog-input.types.js';
import { EditCatalogService } from '../src/shop/catalog/edit-catalog.service.js';
import { ModerateReviewsService } from '../src/shop/reviews/moderate-reviews.service.js';
import { SynonymsService } from '../src/shop/catalog/search/synonyms.service.js';
import { ProductPairs } from '../src/shop/catalog/pairs/product-pairs.service.js';
import { ImportProductsService } from '../src/shop/product-csv/import-products.service.js';
import { ImportTranslations } from '../src/shop/product-csv/translations/import-translations.service.js';
import { DemoTools, openShop } from './catalog/open-shop.js';
import { demoCollections, demoCsvRows, demoProducts } from './demo/catalogue.js';
import { demoPairs } from './demo/pairs.js';
import { demoReviews, demoReviewsOf } from './demo/reviews.js';
import { demoSynonyms } from './demo/synonyms.js';
import { demoSynonymsIn } from './demo/words/synonyms.js';
import { demoLanguages, demoTexts } from './demo/words/demo-texts.js';
import { demoTranslationRows } from './demo/words/translation-rows.js';
import type { DemoCollection } from './demo/types.js';

const DAY_MS = 24 * 60 * 60 * 1000;

function toInput(collection: DemoCollection, index: number): CollectionInput {
  const { handle, title, description, rule } = collection;
  const picked = demoProducts.filter((product) => product.collections.includes(handle));
  return {
    handle,
    title,
    description,
    imageSrc: `/images/demo/collections/${handle}.svg`,
    position: index + 1,
    members: rule ? { rules: [rule], matching: 'all' } : { products: picked.map((one) => one.handle) },
  };
}

/** The demo must be whole: anything the import has to say is a mistake in it. */
const strict = {
  onUnknownColumns: (names: string[]) => fail(`unknown columns ${names.join(', ')}`),
  onRefused: ({ handle, reason }: { handle: string; reason: string }) => fail(`${handle}: ${reason}`),
  onImageNotFetched: ({ source }: { source: string }) => fail(`no picture ${source}`),
  onVideoLeftOut: ({ source, reason }: { source: string; reason: string }) => fail(`${source} ${reason}`),
  onProgress: () => undefined,
};

function fail(problem: string): never {
  throw new Error(`the demo catalogue is not sound: ${problem}`);
}

async function seed(importer: ImportProductsService, edit: EditCatalogService): Promise<void> {
  const file = Readable.from([Buffer.from(stringify([...demoCsvRows()]))]);
  const { stoppedBy } = await importer.run(file, { isDryRun: false, fetchesImages: false }, strict);
  if (stoppedBy) fail(stoppedBy.message);
  for (const [index, collection] of demoCollections.entries())
    await edit.saveCollection(toInput(collection, index));
  const now = Date.now();
  await edit.setHistory(
    demoProducts.map(({ handle, createdDaysAgo }) => ({
      handle,
      createdAt: new Date(now - createdDaysAgo * DAY_MS),
      unitsSold: 0,
    })),
  );
}

/** Languages that the shop has not are left out. */
async function translate(importer: ImportTranslations, languages: readonly string[]): Promise<void> {
  for (const language of demoLanguages().filter((one) => languages.includes(one))) {
    const file = Readable.from([Buffer.from(stringify([...demoTranslationRows(demoTexts(language))]))]);
    const { stoppedBy } = await importer.run(
      file,
      { isDryRun: false, removesEmpty: false },
      {
        onRefused: ({ name, reason }) => fail(`${language}, ${name}: ${reason}`),
        onProgress: () => undefined,
      },
    );
    if (stoppedBy) fail(stoppedBy.message);
  }
}

async function addReviews(catalog: CatalogService, reviews: ModerateReviewsService): Promise<void> {
  const now = Date.now();
  for (const handle of Object.keys(demoReviews)) {
    const product = await catalog.productPage(handle);
    if (!product) fail(`reviews of ${handle}, which is no product`);
    await reviews.addSamples(product.id, demoReviewsOf(handle, now));
  }
}

/** Loads the demo catalogue into an empty shop, through the same import as any file; a shop with products stays. */
run(async () => {
  const shop = await openShop(DemoTools);
  try {
    const count = await shop.get(CatalogService).productCount();
    if (count > 0) {
      process.stdout.write(`The shop has ${count} products already; the demo catalogue is not loaded.\n`);
      return;
    }
    await seed(shop.get(ImportProductsService), shop.get(EditCatalogService));
    const others = otherLanguages();
    await translate(shop.get(ImportTranslations), others);
    await addReviews(shop.get(CatalogService), shop.get(ModerateReviewsService));
    await shop.get(ProductPairs).addSamples(demoPairs);
    const synonyms = await shop.get(SynonymsService).load(demoSynonyms);
    if (!synonyms.ok) fail(synonyms.problem);
    for (const language of others) {
      const loaded = await shop.get(SynonymsService).load(demoSynonymsIn[language] ?? '', language);
      if (!loaded.ok) fail(loaded.problem);
    }
    process.stdout.write(
      `Demo catalogue loaded: ${demoProducts.length} products in ${demoCollections.length} collections.\n`,
    );
  } finally {
    await shop.close();
  }
});
