/** What the compose test does as a shopper, and where it looks afterwards. */
import { PlainError } from '../launcher/terminal.mjs';
import { Shopper } from './shopper.mjs';

export const EMAIL = 'robin@shopper.example';
/** What a person types; whatever else the forms ask for is left as the page has it. */
const TYPED = {
  email: EMAIL,
  first_name: 'Robin',
  last_name: 'Shopper',
  address1: '12 Larch Lane',
  city: 'Portland',
  region: 'OR',
  postcode: '97205',
  country: 'US',
};
const LONGEST_CHECKOUT = 8;

/** Asks for the home page again and again: the names of the web containers that answered, and why requests failed. */
export async function browse(address, requests, browser) {
  const shopper = new Shopper(address, browser);
  const failures = [];
  for (let n = 0; n < requests; n += 1)
    await shopper.open('/').catch((error) => failures.push(error.message));
  return { names: [...shopper.servedBy], failures };
}

/** Puts two of something that can be had into the cart and reads the cart back. */
export async function fillCart(shopper) {
  const { products } = await shopper.json('/products.json?limit=20');
  const variants = products.flatMap((product) => product.variants).filter((variant) => variant.available);
  if (variants.length === 0) throw new PlainError('the demo catalogue has nothing to buy');
  await shopper.open('/cart/add', new URLSearchParams({ id: variants[0].id, quantity: 2 }));
  const { item_count: quantity } = await shopper.json('/cart.js');
  if (quantity !== 2) throw new PlainError(`the cart holds ${quantity}, not 2`);
}

/** Goes through the checkout's forms to the order page and answers the order's token, the end of its address. */
export async function checkOut(shopper) {
  let page = await shopper.open('/checkout');
  for (let n = 0; n < LONGEST_CHECKOUT && page.path.startsWith('/checkout'); n += 1) {
    page = await shopper.fillIn(page, /^\/checkout\/(contact|delivery|payment|orders)$/, TYPED);
  }
  const [, token] = /^\/orders\/([\w-]+)$/.exec(page.path) ?? [];
  if (token) return token;
  throw new PlainError(`the checkout ended at ${page.path} (${page.status})`);
}

/** True when the mail catcher holds a mail about this order to its shopper. */
export async function hasMail(mailAddress, recipient, orderNumber) {
  const mails = await fetch(`${mailAddress}/email`).then((response) => response.json());
  return mails.some(
    ({ to, subject, text }) =>
      to.some(({ address }) => address === recipient) && `${subject} ${text}`.includes(String(orderNumber)),
  );
}

/** Waits until a live stream has been silent for longer than `seconds` and then speaks; answers how long it was. */
export async function silence(shopper, seconds) {
  let last = performance.now();
  for await (const _ of await shopper.stream('/live')) {
    const quiet = (performance.now() - last) / 1000;
    if (quiet > seconds) return quiet;
    last = performance.now();
  }
  throw new PlainError(
    `the live stream ended after ${Math.round((performance.now() - last) / 1000)} s of silence`,
  );
}
