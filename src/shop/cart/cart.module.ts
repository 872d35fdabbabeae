import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartCopyRepository } from './cart-copy.repository.js';
import { CartRepository } from './cart.repository.js';
import { CartOffers } from './cart-offers.service.js';
import { CartService } from './cart.service.js';
import { MergeCartsService } from './merge-carts.service.js';

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [
    CartService,
    MergeCartsService,
    CartCopiesService,
    CartOffers,
    CartRepository,
    CartCopyRepository,
  ],
  exports: [CartService, MergeCartsService, CartCopiesService],
})
export class CartModule {}
