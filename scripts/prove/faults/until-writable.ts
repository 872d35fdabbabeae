import { Shopper } from '../../rig/shopper.js';
import { until } from '../../servers/until.js';
import type { Stage } from './fault.js';

const PATIENCE_SECONDS = 60;

/** Milliseconds until a cart can be changed on every instance (again). */
export async function untilWritable({ topology }: Stage): Promise<number> {
  const started = performance.now();
  const item = { id: topology.catalogue.plenty[0]!, quantity: 1 };
  const isBack = async (url: string) => {
    const answer = await new Shopper(url).postJson('/cart/add.js', item).catch(() => null);
    return answer?.status === 200;
  };
  const waits = topology.instances.map(({ name, url }) =>
    until(`${name} changes carts`, () => isBack(url), PATIENCE_SECONDS),
  );
  await Promise.all(waits);
  return performance.now() - started;
}
