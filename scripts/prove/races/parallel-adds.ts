import type { Fault } from '../faults/fault.js';
import type { CartItem } from '../people/cart-journal.js';
import { insist } from '../people/patience.js';
import { verdict } from '../report/row.js';
import type { OpenShop } from '../topology/open-shop.js';
import { Browser } from '../traffic/browser.js';

const ADDS = 200;

/** One cart is given 200 different things at the same moment, over all instances. */
export const parallelAdds: Fault<OpenShop> = {
  name: `${ADDS} adds to one cart at once`,
  async deed({ topology, traffic, chance }) {
    const owner = new Browser(topology.url, traffic);
    const ids = topology.catalogue.plenty.slice(0, ADDS);
    await owner.postJson('/cart/add.js', { id: ids[0]!, quantity: 1 });
    const adds = ids.slice(1).map(async (id) => {
      const headers = { 'idempotency-key': `parallel-adds-${id}` };
      const add = () => owner.twin().postJson('/cart/add.js', { id, quantity: 1 }, headers);
      return insist(add, chance);
    });
    const answers = await Promise.all(adds);
    const { items } = (await owner.get('/cart.js')).json() as { items: CartItem[] };
    const lines = items.filter(({ quantity }) => quantity === 1).length;
    return { acknowledged: 1 + answers.filter((one) => one?.status === 200).length, lines };
  },
  judge({ figures: { acknowledged = 0, lines = 0 } }) {
    const isExact = acknowledged === ADDS && lines === ADDS;
    const found = `${acknowledged} acknowledged, ${lines} lines`;
    return [
      {
        event: '200 parallel adds, one cart',
        entry: verdict('200', found, isExact),
        moonshot: verdict('200, 100 of 100 rounds', `${found}; one round`, isExact ? null : false),
      },
    ];
  },
};
