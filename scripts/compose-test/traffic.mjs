/** Shoppers who look around while something happens behind the balancer, and notice nothing of it. */
import { until } from '../launcher/processes.mjs';
import { browse } from './purchase.mjs';
import { expect } from './promises.mjs';

/** Waits until `count` web containers answer and none of the requests fails. */
export async function instances(address, count, seconds = 30) {
  let seen;
  const isAsHoped = async () => {
    seen = await browse(address, 12);
    return seen.names.length === count && seen.failures.length === 0;
  };
  const isSo = await until(isAsHoped, { seconds });
  expect(
    isSo,
    `${seen.names.length} web containers answered, not ${count}; ${seen.failures.join(', ') || 'none failed'}`,
  );
}

/** Looks around without a pause while `work` goes on. None of the requests may fail; answers what to say of it. */
export async function underTraffic(address, work) {
  const traffic = { isOver: false, failures: [], requests: 0 };
  const looking = (async () => {
    while (!traffic.isOver) {
      traffic.failures.push(...(await browse(address, 10)).failures);
      traffic.requests += 10;
    }
  })();
  try {
    await work();
  } finally {
    traffic.isOver = true;
    await looking;
  }
  expect(
    traffic.failures.length === 0,
    `of ${traffic.requests} requests failed: ${traffic.failures.join(', ')}`,
  );
  return `none of ${traffic.requests} requests failed`;
}
