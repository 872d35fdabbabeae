import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { CatalogService } from '../../catalog/catalog.service.js';
import { EditTranslations } from '../../catalog/words/edit-translations.service.js';
import { ShopWords } from '../../catalog/words/shop-words.service.js';
import { translationColumns } from './translation-columns.js';
import { collectionRows, productRows, ShopWordRows, type Texts } from './translation-rows.js';

const BATCH = 100;
const NO_TEXTS: Texts = new Map();

/** Writes what can be translated, and its translation where there is one: what an import reads. UTF-8, lines ended by LF. */
@Injectable()
export class ExportTranslations {
  constructor(
    private readonly catalog: CatalogService,
    private readonly translations: EditTranslations,
    private readonly words: ShopWords,
  ) {}

  /** The file piece by piece: the names of the columns, products oldest first, collections, words. */
  async *run(language: string): AsyncGenerator<string> {
    const words = this.words.in(language, await this.words.table());
    const shopWords = new ShopWordRows();
    yield stringify([[...translationColumns]]);
    for (let afterId = 0; ;) {
      const products = await this.catalog.storedProducts(afterId, BATCH);
      const last = products.at(-1);
      if (!last) break;
      const texts = await this.translations.textsOf(
        products.map(({ id }) => id),
        language,
      );
      for (const product of products) shopWords.add(product);
      yield stringify(
        products.flatMap((product) => productRows(product, texts.get(product.id) ?? NO_TEXTS, words)),
      );
      afterId = last.id;
    }
    const collections = await this.catalog.collections();
    yield stringify(collections.flatMap((collection) => collectionRows(collection, words)));
    yield stringify(shopWords.rows(words));
  }
}
