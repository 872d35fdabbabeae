import type { Room } from '../room.js';
import { WishesController } from './wishes.controller.js';
import { WishlistPages } from './wishlist-pages.service.js';
import { WishlistController } from './wishlist.controller.js';

/** What somebody wishes for. */
export const wishlist: Room = {
  controllers: [WishlistController, WishesController],
  providers: [WishlistPages],
};
