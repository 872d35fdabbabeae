import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRefund } from './refundable.js';

describe('checkRefund', () => {
  it('never gives back more than was captured, however often it is asked', () => {
    const amounts = fc.array(fc.oneof(fc.integer({ min: -50, max: 500 }), fc.constant(null)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), amounts, (captured, wishes) => {
        let refunded = 0;
        for (const wish of wishes) {
          const check = checkRefund({ captured, refunded }, wish);
          if (check.ok) refunded += check.amount;
        }
        expect(refunded).toBeLessThanOrEqual(captured);
      }),
    );
  });

  it('says what is left when it refuses', () => {
    expect(checkRefund({ captured: 1000, refunded: 400 }, 601)).toEqual({ ok: false, refundable: 600 });
    expect(checkRefund({ captured: 1000, refunded: 1000 }, null)).toEqual({ ok: false, refundable: 0 });
    expect(checkRefund({ captured: 1000, refunded: 400 }, null)).toEqual({
      ok: true,
      amount: 600,
    });
  });
});
