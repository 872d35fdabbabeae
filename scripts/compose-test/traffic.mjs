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

/**
 * Visitors with ever other browsers look around without a pause while `work` goes on. None of their requests may fail; answers
 * what to say of it, after what `work` has to say.
 */
export async function underTraffic(address, work) {
  let said;
  const traffic = { isOver: false, failures: [], requests: 0 };
  const looking = (async () => {
    while (!traffic.isOver) {
      const { failures } = await browse(address, 10, `Passer-by ${traffic.requests}`);
      traffic.failures.push(...failures);
      traffic.requests += 10;
    }
  })();
  try {
    said = await work();
  } finally {
    traffic.isOver = true;
    await looking;
  }
  expect(
    traffic.failures.length === 0,
    `of ${traffic.requests} requests failed: ${traffic.failures.join(', ')}`,
  );
  return [said, `none of ${traffic.requests} requests failed`].filter(Boolean).join('; ');
}
