import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MatrixShop } from '../support/matrix/matrix-shop.js';
import { cellsOf } from '../support/matrix/matrix.js';
import { CONDITIONS, DEPENDENCIES, isTakenForDown, troubleOf } from '../support/matrix/troubles.js';
import { tellOnFailure } from '../support/tell-on-failure.js';
import { figure } from '../support/tier.js';

const BACK_MS = 5000;

/** What each part of the shop does while one of its dependencies is gone or slow: a test for each cell. */
describe('the matrix of what works', () => {
  let at: MatrixShop;
  beforeAll(async () => {
    at = await MatrixShop.open();
  });
  afterAll(() => at?.close());
  tellOnFailure(() => at.shop);

  describe.each(DEPENDENCIES)('%s', (dependency) => {
    describe.each(CONDITIONS)('%s', (condition) => {
      const cells = cellsOf(dependency, condition);
      let end: () => Promise<void>;

      beforeAll(async () => {
        await at.prepare(dependency);
        const trouble = troubleOf(at.servers, dependency, condition);
        end = once(trouble.end);
        await trouble.begin();
        if (isTakenForDown(dependency, condition)) await at.untilKnown(dependency, false);
      });
      afterAll(() => end?.());

      it.each(cells.map(([part, one]) => ({ part, ...one })))('$part: $says', ({ holds }) => holds(at));

      it('afterwards: back by itself, and nothing is lost', async () => {
        await end();
        const ended = performance.now();
        await at.untilWell(dependency);
        const took = performance.now() - ended;
        figure(`ms until all is well after ${dependency} ${condition}`, took.toFixed(0));
        expect(took).toBeLessThan(BACK_MS);
        for (const [, { afterwards }] of cells) await afterwards?.(at);
        await at.expectNothingHalfDone();
      });
    });
  });
});

/** The same, the first time it is called only. */
function once(deed: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= deed());
}
