/** Asks web processes whether they are ready to serve. */
import { get } from 'node:http';
import { until } from './processes.mjs';
import { PlainError } from './terminal.mjs';

/** Whether a web process at `address` says that it is ready; undefined when it does not answer within `timeoutMs`. */
export function isReady(address, timeoutMs = 2000) {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = get(`${address}/readyz`, { agent: false, signal }, (response) => {
      response.resume();
      response.on('error', () => {});
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(undefined));
  });
}

/** Waits for all `addresses`. Errors: PlainError when one is not ready after `seconds`. */
export async function allReady(addresses, { seconds, meanwhile }) {
  for (const address of addresses) {
    const isSo = await until(() => isReady(address), { seconds, meanwhile });
    if (!isSo && meanwhile()) throw new PlainError(`A web process was not ready within ${seconds} s.`);
  }
}
