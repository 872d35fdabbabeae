import type { Question } from './question.js';

/** Stock and reviews: figures that are kept beside the rows they count. */
export const shelfQuestions: readonly Question[] = [
  {
    wrong: 'oversold',
    of: 'variants',
    sql: 'SELECT variant_id FROM stock_levels WHERE counted AND NOT sells_when_out AND on_hand < reserved',
    cure: 'More is promised than there is: count the shelf and set it with `npm run shop -- stock set`, or tell the shoppers and take pieces out with `npm run shop -- order edit`.',
  },
  {
    wrong: 'reserved is not what live orders hold',
    of: 'variants',
    sql: `SELECT s.variant_id FROM stock_levels s LEFT JOIN (SELECT l.variant_id, SUM(l.quantity - l.shipped - l.dropped) AS held FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.state IN ('pending_payment', 'authorised', 'paid') OR o.state = 'fulfilled' AND o.fulfilment_state = 'partially_fulfilled' GROUP BY l.variant_id) h ON h.variant_id = s.variant_id WHERE s.counted AND s.reserved <> COALESCE(h.held, 0)`,
    cure: 'Set stock_levels.reserved to what orders that are not sent hold, while no order is being placed.',
  },
  {
    wrong: 'rating is not the sum of published reviews',
    of: 'products',
    sql: `SELECT p.id FROM products p LEFT JOIN (SELECT product_id, SUM(stars) AS stars, COUNT(*) AS n
      FROM reviews WHERE state = 'published' GROUP BY product_id) r ON r.product_id = p.id
      WHERE p.rating_sum <> COALESCE(r.stars, 0) OR p.rating_count <> COALESCE(r.n, 0) OR (p.reviews IS NULL) <> (COALESCE(r.n, 0) = 0)`,
    cure: 'Publish any review of the product once more (`npm run shop -- review publish ID`): that counts all of them.',
  },
  {
    wrong: 'helpful is not the number of votes',
    of: 'reviews',
    sql: `SELECT r.id FROM reviews r LEFT JOIN (SELECT review_id, COUNT(*) AS n FROM review_votes
      GROUP BY review_id) v ON v.review_id = r.id WHERE r.helpful <> COALESCE(v.n, 0)`,
    cure: 'Set reviews.helpful to the number of its rows in review_votes.',
  },
];
