import { Module } from '@nestjs/common';
import { CardRepository } from './card.repository.js';
import { CatalogService } from './catalog.service.js';
import { CollectionRepository } from './collection.repository.js';
import { EditCatalogService } from './edit-catalog.service.js';
import { FactsRepository } from './facts.repository.js';
import { ListingIndex } from './listing-index.service.js';
import { ListingRepository } from './listing.repository.js';
import { ListingsService } from './listings.service.js';
import { ProductRepository } from './product.repository.js';
import { ProductUpkeep } from './product-upkeep.repository.js';
import { ProductWriter } from './product-writer.repository.js';
import { StoredProductRepository } from './stored-product.repository.js';

@Module({
  providers: [
    CatalogService,
    EditCatalogService,
    ProductRepository,
    ProductWriter,
    ProductUpkeep,
    FactsRepository,
    StoredProductRepository,
    CardRepository,
    CollectionRepository,
    ListingRepository,
    ListingIndex,
    ListingsService,
  ],
  exports: [CatalogService, EditCatalogService],
})
export class CatalogModule {}
