import { Module } from '@nestjs/common';
import { CardRepository } from './card.repository.js';
import { CatalogService } from './catalog.service.js';
import { CollectionRepository } from './collection.repository.js';
import { EditCatalogService } from './edit-catalog.service.js';
import { FactsRepository } from './facts.repository.js';
import { ListingIndex } from './listing-index.service.js';
import { ListingRepository } from './listing.repository.js';
import { ListingsService } from './listings.service.js';
import { ProductPairRepository } from './pairs/product-pair.repository.js';
import { ProductPairs } from './pairs/product-pairs.service.js';
import { EditPriceLists } from './price-lists/edit-price-lists.service.js';
import { PriceListRepository } from './price-lists/price-list.repository.js';
import { PriceLists } from './price-lists/price-lists.service.js';
import { PriceHistoryRepository } from './price-history/price-history.repository.js';
import { PriceHistory } from './price-history/price-history.service.js';
import { ProductReviews } from './product-reviews.service.js';
import { ProductRepository } from './product.repository.js';
import { HandleRepository } from './handle.repository.js';
import { ProductUpkeep } from './product-upkeep.repository.js';
import { ProductVideos } from './product-videos.repository.js';
import { ProductWriter } from './product-writer.repository.js';
import { SearchCountRepository } from './search/search-count.repository.js';
import { SearchCounts } from './search/search-counts.service.js';
import { SynonymRepository } from './search/synonym.repository.js';
import { SynonymsService } from './search/synonyms.service.js';
import { TranslatedTerms } from './search/translated-terms.service.js';
import { StoredProductRepository } from './stored-product.repository.js';
import { WholeCatalogRepository } from './whole-catalog.repository.js';
import { WholeCatalog } from './whole-catalog.service.js';
import { CatalogWording } from './words/catalog-wording.service.js';
import { EditTranslations } from './words/edit-translations.service.js';
import { ShopWords } from './words/shop-words.service.js';
import { TranslationWriter } from './words/translation-writer.repository.js';
import { TranslationRepository } from './words/translation.repository.js';

@Module({
  providers: [
    CatalogService,
    EditCatalogService,
    ProductReviews,
    ProductRepository,
    ProductWriter,
    ProductVideos,
    ProductUpkeep,
    HandleRepository,
    FactsRepository,
    StoredProductRepository,
    CardRepository,
    CollectionRepository,
    ListingRepository,
    ListingIndex,
    ListingsService,
    PriceLists,
    EditPriceLists,
    PriceListRepository,
    PriceHistory,
    PriceHistoryRepository,
    ProductPairs,
    ProductPairRepository,
    WholeCatalog,
    WholeCatalogRepository,
    SynonymRepository,
    SynonymsService,
    SearchCountRepository,
    SearchCounts,
    TranslationRepository,
    TranslationWriter,
    TranslatedTerms,
    ShopWords,
    CatalogWording,
    EditTranslations,
  ],
  exports: [
    CatalogService,
    EditCatalogService,
    ProductReviews,
    PriceLists,
    EditPriceLists,
    PriceHistory,
    ProductPairs,
    WholeCatalog,
    SynonymsService,
    SearchCounts,
    EditTranslations,
    ShopWords,
  ],
})
export class CatalogModule {}
