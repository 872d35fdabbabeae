import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { Announcer } from '../../platform/values/announcer.js';
import type { ValueStore } from '../../platform/values/value-store.js';
import { VALUE_STORE } from '../../platform/values/values.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { AddItems } from './add-items.service.js';
import { CartChanges } from './cart-changes.service.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartCopyRepository } from './cart-copy.repository.js';
import { CartRepository } from './cart.repository.js';
import { CartOffers } from './cart-offers.service.js';
import { CartService } from './cart.service.js';
import { MergeCartsService } from './merge-carts.service.js';
import { RedisCarts } from './redis-carts.js';
import { ValueCarts } from './value-carts.js';

const carts = {
  provide: CartRepository,
  inject: [SESSION_REDIS, VALUE_STORE, Clock, Announcer],
  useFactory: (
    link: RedisLink,
    values: ValueStore | null,
    clock: Clock,
    announcer: Announcer,
  ): CartRepository => (values ? new ValueCarts(values, clock, announcer) : new RedisCarts(link)),
};

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [
    CartService,
    AddItems,
    MergeCartsService,
    CartChanges,
    CartCopiesService,
    CartOffers,
    carts,
    CartCopyRepository,
  ],
  exports: [CartService, MergeCartsService, CartCopiesService],
})
export class CartModule {}
