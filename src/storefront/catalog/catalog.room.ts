import type { Room } from '../room.js';
import { CollectionController } from './collection.controller.js';
import { ProductController } from './product.controller.js';
import { RecentController } from './recent.controller.js';
import { ReviewsController } from './reviews.controller.js';
import { SearchController } from './search.controller.js';
import { StockAlertController } from './stock-alert.controller.js';

/** Products, lists, search and reviews. */
export const catalog: Room = {
  controllers: [
    CollectionController,
    ProductController,
    RecentController,
    ReviewsController,
    StockAlertController,
    SearchController,
  ],
  providers: [],
};
