import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRequest } from '../../../test/support/random-carts.js';
import { sum } from '../../core/money/money.js';
import { explainDelivery, explainLine, type PriceStep } from '../../core/pricing/explain-price.js';
import { priceOrder } from '../../core/pricing/price-order.js';
import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import { adjustmentsOf } from '../checkout/new-order.js';
import { explainOrder } from './explain-order.js';
import type { Order } from './order.js';

/** What an order keeps of its totals. */
const orderOf = ({ lines, delivery, shipping, taxIncluded, ...totals }: OrderTotals) =>
  ({
    lines: lines.map((line, index) => ({ ...line, title: `Line ${index + 1}`, variantTitle: '' })),
    adjustments: adjustmentsOf({ lines, delivery, shipping, taxIncluded, ...totals }),
    delivery: delivery && { method: 'standard' },
    shipping,
    shippingTaxes: delivery?.taxes ?? [],
    pricesIncludeTax: taxIncluded,
  }) as unknown as Order;

const adds = (step: PriceStep): number => (step.kind === 'tax' && step.isIncluded ? 0 : step.amount);

describe('why an order costs what it costs', () => {
  it('is said by the order as it was said before it, for any cart, and comes to its total', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const totals = priceOrder(request);
        const explained = explainOrder(orderOf(totals));
        const { lines, delivery, taxIncluded } = totals;
        expect(explained.map(({ steps }) => steps)).toEqual([
          ...lines.map((line) => explainLine(line, taxIncluded)),
          ...(delivery ? [explainDelivery(delivery, taxIncluded)] : []),
        ]);
        expect(sum(explained.flatMap(({ steps }) => steps.map(adds)))).toBe(totals.total);
      }),
      { numRuns: 2000 },
    );
  });
});
