import type { Room } from '../room.js';
import { AddLane } from './add-lane.service.js';
import { AwayCart } from './away-cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { CartJsonController } from './cart-json.controller.js';
import { CartPages } from './cart-pages.service.js';
import { CartReadAhead } from './cart-read-ahead.js';
import { CartRefusals } from './cart-refusals.service.js';
import { CartSavedController } from './cart-saved.controller.js';
import { CartController } from './cart.controller.js';
import { CouponController } from './coupon.controller.js';
import { DiscountCodes } from './discount-codes.service.js';
import { GiftCardController } from './gift-card.controller.js';
import { LiveCart } from './live-cart.service.js';
import { UseCode } from './use-code.service.js';

/** The cart, for people and for programs, and the codes in it. */
export const cart: Room = {
  controllers: [
    GiftCardController,
    CouponController,
    CartController,
    CartSavedController,
    CartJsonController,
  ],
  providers: [
    AddLane,
    AwayCart,
    CartDeeds,
    CartPages,
    CartReadAhead,
    CartRefusals,
    DiscountCodes,
    UseCode,
    LiveCart,
  ],
};
