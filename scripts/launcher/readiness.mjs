/** Waits until every web process behind an address is ready to serve. */
import { get } from 'node:http';
import { until } from './processes.mjs';
import { PlainError } from './terminal.mjs';

/** Name of the web process that answered "ready" on a new connection, undefined for any other answer. */
function whoIsReady(address) {
  return new Promise((resolve) => {
    const request = get(`${address}/readyz`, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? response.headers['x-served-by'] : undefined);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

/** Errors: PlainError when after `seconds` not all `count` web processes have said that they are ready. */
export async function allReady(address, count, { seconds, meanwhile }) {
  const ready = new Set();
  const ask = async () => {
    const name = await whoIsReady(address);
    if (name) ready.add(name);
    return ready.size >= count;
  };
  if (await until(ask, { seconds, meanwhile })) return;
  if (meanwhile())
    throw new PlainError(`Only ${ready.size} of ${count} web processes were ready after ${seconds} s.`);
}
