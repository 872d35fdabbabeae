import type { Address } from '../../core/orders/address.js';
import type { VatNumber } from '../../core/tax/reverse-charge.js';

/** What the shopper has filled in so far. `token` becomes the checkout_token of the order. */
export interface Checkout {
  token: string;
  cartId: string;
  email: string | null;
  shippingAddress: Address | null;
  /** Null: the same as the shipping address. */
  billingAddress: Address | null;
  vatNumber: VatNumber | null;
  deliveryMethod: string | null;
  /** Id of a `PaymentChoice`. */
  paymentChoice: string | null;
  /** One mail is wanted when the cart is left behind. */
  reminds: boolean;
  /** Gift cards and store credit to pay with, in the order in which they are used. */
  creditAccountIds: readonly number[];
}

export const checkoutSteps = ['contact', 'delivery', 'payment', 'review'] as const;
export type CheckoutStep = (typeof checkoutSteps)[number];

export interface Contact {
  email: string;
  shippingAddress: Address;
  billingAddress: Address | null;
  /** Null or left out: none was given. */
  vatNumber?: VatNumber | null;
  /** Left out: no. */
  reminds?: boolean;
}
