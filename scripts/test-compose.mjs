/**
 * `npm run test:compose`: brings docker-compose.yml up with whatever engine there is; looks at what the containers may do; buys
 * with and without a browser through the balancer while one web container is killed; runs the browser's journeys of the demo
 * shop; scales up and down, and goes over to another version, under traffic; asks the profiles `replicas` and `sticky` what they
 * are for; backs up and restores; and takes everything down. With `--prove`, as in `npm run test:full`, the proof run then has a shop in containers of
 * its own for a minute. Ends with the line "N passed, N failed".
 */
import { join } from 'node:path';
import { thereAndBackAgain } from './compose-test/backup.mjs';
import { checkOutIn, fillCartIn, openBrowser } from './compose-test/browser.mjs';
import { Containers, findEngine } from './compose-test/containers.mjs';
import { Green } from './compose-test/green.mjs';
import { lockedContainers, smallImage } from './compose-test/locked.mjs';
import { check, expect, run } from './compose-test/promises.mjs';
import { proofInContainers } from './compose-test/proof.mjs';
import { EMAIL, browse, checkOut, fillCart, hasMail, silence } from './compose-test/purchase.mjs';
import { Replicas } from './compose-test/replicas.mjs';
import { Shopper } from './compose-test/shopper.mjs';
import { arriveAt, cartQuantity, home } from './compose-test/sticky.mjs';
import { instances, underTraffic } from './compose-test/traffic.mjs';
import { Versions } from './compose-test/versions.mjs';
import { endRunning, until } from './launcher/processes.mjs';
import { freePort } from './launcher/private-server.mjs';
import { ensurePackages, nodeProgram, root } from './launcher/project.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, say, step, warn } from './launcher/terminal.mjs';

/** What the balancer gives a page, not a live stream. */
const LONGEST_ANSWER_SECONDS = 3;
/** The tests of the browser ask for no server of their own, but for the names of some. */
const NOBODY = 'mysql://127.0.0.1:1';
/** Without scripts they are run by `npm test`, with the same pages. */
const WITH_SCRIPTS = 'looks around with scripts';
const BROWSER_EMAIL = 'ada@shopper.example';

/** The order with this token, which belongs to this shopper: its number. */
async function orderOf(containers, token, shopper) {
  const rows = await containers.sql(`SELECT id, email, state, total FROM orders WHERE token = '${token}'`);
  const [id, email, state, total] = rows.split('\t');
  expect(email === shopper && state === 'authorised' && Number(total) > 0, `in MySQL: ${rows || 'nothing'}`);
  return id;
}

/** Two shoppers fill their carts, a web container dies, and both of them go on. */
async function buySomething(containers, address, shopper, mailAddress) {
  const browser = await openBrowser(address);
  const orders = {};
  try {
    await check('two instances', () => instances(address, 2));
    await check('fill a cart', () => fillCart(shopper));
    await check('in a browser', () => fillCartIn(browser.page));
    await check('kill one', async () => {
      await containers.kill((await containers.of('web'))[0]);
      const { failures } = await browse(address, 60);
      expect(failures.length === 0, `of 60 requests failed: ${failures.join(', ')}`);
      return 'none of 60 requests failed';
    });
    await check('check out', async () => {
      orders[EMAIL] = await orderOf(containers, await checkOut(shopper), EMAIL);
    });
    await check('in a browser', async () => {
      const token = await checkOutIn(browser.page, BROWSER_EMAIL);
      orders[BROWSER_EMAIL] = await orderOf(containers, token, BROWSER_EMAIL);
    });
  } finally {
    await browser.close();
  }
  await check('two orders', async () => {
    const [count, reserved] = (
      await containers.sql('SELECT (SELECT COUNT(*) FROM orders), (SELECT SUM(reserved) FROM stock_levels)')
    ).split('\t');
    expect(count === '2' && reserved === '3', `${count} orders and ${reserved} reserved, not 2 and 3`);
  });
  await check('mails', async () => {
    for (const [email, order] of Object.entries(orders)) {
      const hasCome = await until(() => hasMail(mailAddress, email, order), { seconds: 30, everyMs: 500 });
      expect(hasCome, `no mail about order ${order} to ${email} within 30 s`);
    }
  });
}

/** The journeys of the demo shop in a browser, while a live stream is listened to. */
async function endToEnd(containers, address, shopper) {
  const listening = silence(shopper, LONGEST_ANSWER_SECONDS);
  listening.catch(() => {});
  await check('browser suite', async () => {
    const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project=journeys'];
    const servers = { TEST_SHOP_URL: address, TEST_DATABASE_URL: NOBODY, TEST_REDIS_URL: NOBODY };
    const args = [...vitest, 'test/journeys/browse.test.ts', '-t', WITH_SCRIPTS];
    const output = await containers.run(nodeProgram(), args, { ...servers, NO_COLOR: '1' });
    const [, passed] = /Tests .*?(\d+) passed/.exec(output) ?? [];
    expect(passed > 0, `no test has passed:\n${output}`);
    return `${passed} tests`;
  });
  await check('live stream', async () => `it was silent for ${Math.round(await listening)} s and went on`);
}

async function changesUnderTraffic(containers, address) {
  const scaleTo = async (count) => {
    // Nothing but this: compose would start again what only has to run once.
    await containers.up('--no-deps', '--no-recreate', '--scale', `web=${count}`, 'web');
    await instances(address, count);
  };
  await check('four, then two', () =>
    underTraffic(address, async () => {
      await scaleTo(4);
      await scaleTo(2);
    }),
  );
}

async function replicas(containers, address) {
  const asked = new Replicas(containers, address);
  await check('follows MySQL', () => asked.follows());
  await check('is read', () => asked.isRead());
  await check('may die', () => underTraffic(address, () => asked.mayDie()));
  await check('Redis is copied', () => asked.redisIsCopied());
}

async function stickySessions(containers, address) {
  let [onA, onB] = [];
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

async function wholeRun(containers, versions, ports) {
  const address = `http://localhost:${ports.shop}`;
  await step('packages', ensurePackages);
  await check('build', () => containers.build().then(() => ''));
  await check('up', () => containers.up().then(() => address));
  await check('small image', () => smallImage(containers));
  await check('locked', () => lockedContainers(containers));
  const shopper = new Shopper(address);
  await buySomething(containers, address, shopper, `http://127.0.0.1:${ports.mail}`);
  await endToEnd(containers, address, shopper);
  await changesUnderTraffic(containers, address);
  await new Green(containers, versions, address).checks();
  await check('more profiles', () => {
    containers.add('replicas', { DATABASE_REPLICAS: 'mysql-replica' });
    containers.add('sticky');
    return containers.up('--scale', 'web=1').then(() => 'replicas, sticky');
  });
  await replicas(containers, address);
  await stickySessions(containers, `http://localhost:${ports.sticky}`);
  await check('these locked', () => lockedContainers(containers));
  await check('backup, restore', () => thereAndBackAgain(containers));
}

const failureOf = (work) =>
  work.then(
    () => undefined,
    (error) => error,
  );

async function main() {
  const engine = findEngine();
  const ports = { shop: await freePort(), mail: await freePort(), sticky: await freePort() };
  const containers = new Containers(engine, ports);
  const versions = new Versions(containers);
  onSignals(
    () => {
      run.isInterrupted = true;
      endRunning();
    },
    () => endRunning(),
  );
  let failure = await failureOf(wholeRun(containers, versions, ports));
  if (failure) warn(await containers.logs());
  const left = await failureOf(step('down', () => containers.down().then(() => versions.remove())));
  failure ??= left;
  if (!failure && process.argv.includes('--prove'))
    failure = await failureOf(check('prove', proofInContainers));
  if (failure) explain(failure);
  else run.passed += 1;
  say(`${run.passed} passed, ${failure ? 1 : 0} failed`);
  return failure ? 1 : 0;
}

process.exit(await main().catch(explain));
