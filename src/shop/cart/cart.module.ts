import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartCopyRepository } from './cart-copy.repository.js';
import { CartRepository } from './cart.repository.js';
import { CartService } from './cart.service.js';

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [CartService, CartCopiesService, CartRepository, CartCopyRepository],
  exports: [CartService, CartCopiesService],
})
export class CartModule {}
