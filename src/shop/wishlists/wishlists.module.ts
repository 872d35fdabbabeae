import { Module } from '@nestjs/common';
import { WishlistRepository } from './wishlist.repository.js';
import { WishlistsService } from './wishlists.service.js';

@Module({ providers: [WishlistsService, WishlistRepository], exports: [WishlistsService] })
export class WishlistsModule {}
