/** What the compose test asks of the profile `sticky`: who stays where, and what dies with a container. */
import { PlainError } from '../launcher/terminal.mjs';
import { fillCart } from './purchase.mjs';
import { Shopper } from './shopper.mjs';

/** With half of them going to either version, all of these see the same one once in a billion runs. */
const MOST_ARRIVALS = 30;

/** The names of the web processes that answer, which are `<service>-<container>`. */
async function servers(shopper, requests) {
  shopper.servedBy.clear();
  for (let n = 0; n < requests; n += 1) await shopper.open('/');
  return [...shopper.servedBy];
}

/** The one container that answers all of a visitor's requests. Errors: PlainError when there are more. */
export async function home(shopper) {
  const names = await servers(shopper, 12);
  if (names.length !== 1) throw new PlainError(`one visitor was served by ${names.join(', ')}`);
  const [, service, container] = /^(web-[ab])-(\w+)$/.exec(names[0]) ?? [];
  return { service, container };
}

/** A new visitor of a service, with two of something in the cart. */
export async function arriveAt(address, service) {
  for (let n = 0; n < MOST_ARRIVALS; n += 1) {
    const shopper = new Shopper(address);
    await shopper.open('/');
    if (![...shopper.servedBy][0].startsWith(`${service}-`)) continue;
    await fillCart(shopper);
    return shopper;
  }
  throw new PlainError(`none of ${MOST_ARRIVALS} new visitors came to ${service}`);
}

export async function cartQuantity(shopper) {
  return (await shopper.json('/cart.js')).item_count;
}
