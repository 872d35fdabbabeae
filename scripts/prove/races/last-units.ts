import { press } from '../people/ordering.js';
import { seconds, verdict } from '../report/row.js';
import type { OpenShop } from '../topology/open-shop.js';
import { isFailed } from '../traffic/sample.js';
import type { Fault } from '../faults/fault.js';
import { buyer, many } from './crowds.js';

const BUYERS = 200;
const UNITS = 10;

/** 200 people who have ten units in their carts press the last button at the same moment. */
export const lastUnits: Fault<OpenShop> = {
  name: `${BUYERS} buyers want ${UNITS} units`,
  async deed(stage) {
    const { topology, traffic, chance } = stage;
    const { contested } = topology.catalogue;
    const buyers = await many(BUYERS, (nth) => buyer(stage, `buyer-${nth}`, contested));
    const from = traffic.now;
    await Promise.all(
      buyers.map(({ browser, review, attempt }) =>
        press(browser, review, attempt, topology.provider, chance),
      ),
    );
    const took = traffic.now - from;
    const errors = traffic.between(from, traffic.now).filter((one) => one.kind === 'order' && isFailed(one));
    const [stock] = await topology.database.query<{ left: number }>(
      `SELECT on_hand - reserved AS \`left\` FROM stock_levels WHERE variant_id = ${contested}`,
    );
    const orders = buyers.filter(({ attempt }) => attempt.outcome === 'placed').length;
    return { orders, left: stock!.left, errors: errors.length, took };
  },
  judge({ figures: { orders = 0, left = 0, errors = 0, took = 0 }, findings }) {
    const found = `${orders} orders, stock ${left}, ${errors} errors, in ${seconds(took)}`;
    const isExact = orders === UNITS && left === 0 && errors === 0 && findings === 0;
    return [
      {
        event: '200 buyers, 10 units',
        entry: verdict('exactly 10, stock 0, 0 of 5xx', found, isExact),
        moonshot: verdict(
          'in 1 s, 100 of 100 rounds',
          `${found}; one round`,
          isExact && took <= 1000 ? null : false,
        ),
      },
    ];
  },
};
