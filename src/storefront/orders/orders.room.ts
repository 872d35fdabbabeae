import type { Room } from '../room.js';
import { OrderAgainController } from './order-again.controller.js';
import { OrderChangesController } from './order-changes.controller.js';
import { OrderDocumentsController } from './order-documents.controller.js';
import { OrderPages } from './order-pages.service.js';
import { OrderReturnsController } from './order-returns.controller.js';
import { OrderReviewsController } from './order-reviews.controller.js';
import { OrderController } from './order.controller.js';

/** Orders, for whoever has their address. */
export const orders: Room = {
  controllers: [
    OrderController,
    OrderDocumentsController,
    OrderChangesController,
    OrderAgainController,
    OrderReturnsController,
    OrderReviewsController,
  ],
  providers: [OrderPages],
};
