/**
 * `npm run test:compose`: brings docker-compose.yml up with whatever engine there is, buys something through the
 * balancer while one web container is killed, looks for the order in MySQL and the mail in the catcher, asks the same
 * of the profile `sticky` in short, and takes everything down. Ends with the line "N passed, N failed".
 */
import { Containers, findEngine } from './compose-test/containers.mjs';
import { EMAIL, browse, checkOut, fillCart, hasMail, silence } from './compose-test/purchase.mjs';
import { Shopper } from './compose-test/shopper.mjs';
import { arriveAt, cartQuantity, home } from './compose-test/sticky.mjs';
import { endRunning, until } from './launcher/processes.mjs';
import { freePort } from './launcher/private-server.mjs';
import { onSignals } from './launcher/signals.mjs';
import { PlainError, explain, say, step, warn } from './launcher/terminal.mjs';

/** What the balancer gives a page, not a live stream. */
const LONGEST_ANSWER_SECONDS = 3;
let passed = 0;
let isInterrupted = false;

/** One promise, counted when it is kept. The first that is broken ends the run. */
async function check(name, work) {
  if (isInterrupted) throw new PlainError('Interrupted.', 130);
  await step(name, work);
  passed += 1;
}

function expect(isTrue, message) {
  if (!isTrue) throw new PlainError(message);
}

/** Waits until `count` web containers answer and none of the requests fails. */
async function instances(address, count, seconds) {
  let seen;
  const asHoped = async () => {
    seen = await browse(address, 12);
    return seen.instances === count && seen.failures.length === 0;
  };
  const isSo = await until(asHoped, { seconds });
  expect(
    isSo,
    `${seen.instances} web containers answered, not ${count}; ${seen.failures.join(', ') || 'no request failed'}`,
  );
}

async function buySomething(containers, address, mailAddress) {
  const shopper = new Shopper(address);
  let order;
  await check('two instances', () => instances(address, 2, 30));
  await check('fill a cart', () => fillCart(shopper));
  await check('kill one', async () => {
    await containers.kill((await containers.of('web'))[0]);
    const { failures } = await browse(address, 60);
    expect(failures.length === 0, `of 60 requests failed: ${failures.join(', ')}`);
    return 'none of 60 requests failed';
  });
  await check('check out', async () => {
    const token = await checkOut(shopper);
    const rows = await containers.sql(`SELECT id, email, state, total FROM orders WHERE token = '${token}'`);
    const [id, email, state, total] = rows.split('\t');
    expect(email === EMAIL && state === 'authorised' && Number(total) > 0, `in MySQL: ${rows || 'nothing'}`);
    order = id;
    return `order ${id} is in MySQL`;
  });
  await check('one order', async () => {
    const [orders, reserved] = (
      await containers.sql('SELECT (SELECT COUNT(*) FROM orders), (SELECT SUM(reserved) FROM stock_levels)')
    ).split('\t');
    expect(orders === '1' && reserved === '2', `${orders} orders and ${reserved} reserved, not 1 and 2`);
  });
  await check('mail', async () => {
    const hasCome = await until(() => hasMail(mailAddress, order), { seconds: 30, everyMs: 500 });
    expect(hasCome, `no mail about order ${order} to ${EMAIL} within 30 s`);
  });
  await check('live stream', async () => {
    const seconds = await silence(shopper, LONGEST_ANSWER_SECONDS);
    return `it was silent for ${Math.round(seconds)} s and went on`;
  });
}

/** While a container leaves, with everything it has begun, nobody notices. */
async function stopOne(containers, address) {
  const [leaving] = await containers.of('web');
  const container = { isThere: true };
  const stopping = containers
    .stop(leaving)
    .then(
      () => undefined,
      (error) => error,
    )
    .finally(() => (container.isThere = false));
  const failures = [];
  while (container.isThere) failures.push(...(await browse(address, 10)).failures);
  const error = await stopping;
  if (error) throw error;
  expect(failures.length === 0, `requests failed: ${failures.join(', ')}`);
}

async function stickySessions(containers, address) {
  let [onA, onB] = [];
  await check('sticky up', () => {
    containers.add('sticky');
    return containers.up('--scale', 'web=1').then(() => address);
  });
  await check('visitors stay', async () => {
    [onA, onB] = [await arriveAt(address, 'web-a'), await arriveAt(address, 'web-b')];
    for (const visitor of [onA, onB]) await home(visitor);
  });
  await check('kill one of b', async () => {
    const { container } = await home(onB);
    await containers.kill(container);
    const next = await home(onB);
    expect(next.service === 'web-b', `the visitor went on with ${next.service}`);
    expect(next.container !== container, 'a dead container answered');
    const quantities = [await cartQuantity(onA), await cartQuantity(onB)];
    expect(quantities.join() === '2,0', `carts of A and B hold ${quantities.join(' and ')}, not 2 and 0`);
    return 'its visitor stays with b, without the cart; the other one keeps all';
  });
}

async function wholeRun(containers, ports) {
  const address = `http://localhost:${ports.shop}`;
  await check('up', () => containers.up().then(() => address));
  await buySomething(containers, address, `http://127.0.0.1:${ports.mail}`);
  await check('scale to four', async () => {
    await containers.up('--scale', 'web=4');
    await instances(address, 4, 30);
  });
  await check('stop one', () => stopOne(containers, address));
  await stickySessions(containers, `http://localhost:${ports.sticky}`);
}

async function main() {
  const engine = findEngine();
  const ports = { shop: await freePort(), mail: await freePort(), sticky: await freePort() };
  const containers = new Containers(engine, ports);
  onSignals(
    () => {
      isInterrupted = true;
      endRunning();
    },
    () => endRunning(),
  );
  let failure = await wholeRun(containers, ports).then(
    () => undefined,
    (error) => error,
  );
  if (failure) warn(await containers.logs());
  await step('down', () => containers.down()).catch((error) => (failure ??= error));
  if (failure) explain(failure);
  else passed += 1;
  say(`${passed} passed, ${failure ? 1 : 0} failed`);
  return failure ? 1 : 0;
}

process.exit(await main().catch(explain));
