import type { Counted } from './counters.js';

/**
 * What the shop sells, as far as this process saw it since it started: for eyes that want to see a change within a minute. Books
 * are kept by the orders in MySQL.
 */
const ordersPlaced: Record<string, number> = {};
const revenue: Record<string, number> = {};
const paymentAnswers: Record<string, Answers> = {};

type Answers = {
  authorised: number;
  refused: number;
  to_confirm: number;
  not_confirmed: number;
  unknown: number;
};

/** Has the series of a currency (ISO 4217) begin with 0. */
export function beginCurrency(currency: string): void {
  ordersPlaced[currency] ??= 0;
  revenue[currency] ??= 0;
}

/** Has the series of a payment provider begin with 0. */
export function beginGateway(gateway: string): Answers {
  return (paymentAnswers[gateway] ??= {
    authorised: 0,
    refused: 0,
    to_confirm: 0,
    not_confirmed: 0,
    unknown: 0,
  });
}

/** An order whose payment is promised or made. `total` in minor units of `currency`. */
export function countOrder(currency: string, total: number): void {
  beginCurrency(currency);
  ordersPlaced[currency]! += 1;
  revenue[currency]! += total;
}

/** `refused`: by the provider. `not_confirmed`: the shopper never did. `unknown`: no answer yet; asked again, and counted again. */
export function countPaymentAnswer(gateway: string, answer: keyof Answers): void {
  beginGateway(gateway)[answer] += 1;
}

export const countedBusiness: readonly Counted[] = [
  {
    name: 'orders_placed_total',
    help: 'Orders whose payment is promised or made',
    labelNames: ['currency'],
    values: ordersPlaced,
  },
  {
    name: 'order_revenue_minor_units_total',
    help: 'What these orders come to, taxes and delivery included, in minor units of their currency',
    labelNames: ['currency'],
    values: revenue,
  },
  {
    name: 'payment_answers_total',
    help: 'What payment providers said of orders that waited for it',
    labelNames: ['gateway', 'answer'],
    values: paymentAnswers,
  },
];
