import type { Room } from '../room.js';
import { AgreedTerms } from './agreed-terms.service.js';
import { CheckoutCheckController } from './checkout-check.controller.js';
import { CheckoutConfirmController } from './checkout-confirm.controller.js';
import { CheckoutDeliveryController } from './checkout-delivery.controller.js';
import { CheckoutOrdersController } from './checkout-orders.controller.js';
import { CheckoutPages } from './checkout-pages.service.js';
import { CheckoutPayController } from './checkout-pay.controller.js';
import { CheckoutPaymentController } from './checkout-payment.controller.js';
import { CheckoutReservationController } from './checkout-reservation.controller.js';
import { CheckoutReviewController } from './checkout-review.controller.js';
import { CheckoutController } from './checkout.controller.js';
import { ExtendReservation } from './extend-reservation.service.js';
import { StepCodes } from './step-codes.service.js';

/** From the cart to the paid order. */
export const checkout: Room = {
  controllers: [
    CheckoutController,
    CheckoutDeliveryController,
    CheckoutReviewController,
    CheckoutCheckController,
    CheckoutPaymentController,
    CheckoutOrdersController,
    CheckoutConfirmController,
    CheckoutPayController,
    CheckoutReservationController,
  ],
  providers: [AgreedTerms, CheckoutPages, ExtendReservation, StepCodes],
};
