import { statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { once } from 'node:events';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';
import {
  dataFolder,
  launch,
  processesOf,
  removeFolder,
  serverPid,
  webProcesses,
  type LaunchedShop,
} from '../support/launched-shop.js';

const shops: LaunchedShop[] = [];
const start = (folder: string, settings: Record<string, string> = {}) => {
  const shop = launch(folder, settings);
  shops.push(shop);
  return shop;
};

/** Whatever a failed test left running. */
async function endAll(folder: string) {
  for (const shop of shops.splice(0)) await shop.end();
  for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
}

/** Puts one of the demo's variants that can be had into the shopper's cart. */
async function addSomething(shopper: Shopper): Promise<void> {
  const { products } = (await shopper.get('/products.json?limit=10')).json() as {
    products: { variants: { id: number; available: boolean }[] }[];
  };
  const variant = products.flatMap((product) => product.variants).find((one) => one.available)!;
  const answer = await shopper.post('/cart/add.js', { id: variant.id, quantity: 1 });
  expect(answer).toMatchObject({ status: 200 });
}

/** Names of the web processes that answered `count` requests, each on a connection of its own; every one must be answered. */
async function namesThatAnswer(shopper: Shopper, count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => shopper.get('/livez')));
  expect(answers.map(({ status }) => status)).toEqual(Array(count).fill(200));
  return [...new Set(answers.map(({ headers }) => String(headers['x-served-by'])))].sort();
}

const itemCount = async (shopper: Shopper) =>
  ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;

describe('npm start with private servers', () => {
  const folder = dataFolder();
  let cookies: Shopper['cookies'];
  afterEach(() => endAll(folder));
  afterAll(() => removeFolder(folder));

  const sameShopperAt = (address: string) => {
    const shopper = new Shopper(address);
    cookies.forEach((value, name) => shopper.cookies.set(name, value));
    return shopper;
  };

  it('opens a stocked shop, says so in its last line, and ends with 0 leaving no process', async () => {
    const shop = start(folder);
    const address = await shop.ready();
    const shopper = new Shopper(address);
    expect((await shopper.get('/')).status).toBe(200);
    await addSomething(shopper);
    cookies = shopper.cookies;
    expect(shop.heard.out.trimEnd().split('\n').at(-1)).toBe(`CloudCart is ready: ${address}`);
    expect(processesOf(folder).length).toBeGreaterThanOrEqual(6);
    expect(await shop.end('SIGTERM')).toBe(0);
    expect(processesOf(folder)).toEqual([]);
  });

  it('finds the same data the second time: the cart is still there', async () => {
    const address = await start(folder).ready();
    expect(await itemCount(sameShopperAt(address))).toBe(1);
  });

  it('runs its servers without root rights and shows its secrets to nobody', async () => {
    await start(folder).ready();
    const owners = ['mysql', 'sessions', 'cache'].map(
      (name) => statSync(`/proc/${serverPid(folder, name)}`).uid,
    );
    expect(owners).not.toContain(0);
    expect(statSync(`${folder}/secrets.json`).mode & 0o077).toBe(0);
  });

  it('finds and uses the servers that a killed launcher left, and nothing else is left of it', async () => {
    const first = start(folder);
    await first.ready();
    const servers = ['mysql', 'sessions', 'cache'].map((name) => serverPid(folder, name));
    await first.end('SIGKILL');
    await until('web and worker ended', async () => processesOf(folder).length === 3);
    const second = start(folder);
    const address = await second.ready();
    expect(['mysql', 'sessions', 'cache'].map((name) => serverPid(folder, name))).toEqual(servers);
    expect(await itemCount(sameShopperAt(address))).toBe(1);
    expect(await second.end('SIGINT')).toBe(0);
    expect(processesOf(folder)).toEqual([]);
  });

  it('is refused while the shop is open, with its address, and does not disturb it', async () => {
    const address = await start(folder).ready();
    const second = start(folder);
    expect(await second.ended).toBe(1);
    expect(second.heard.err).toContain(`already running at ${address}`);
    expect((await new Shopper(address).get('/')).status).toBe(200);
  });

  it('starts a private server again when it dies', async () => {
    const address = await start(folder).ready();
    process.kill(serverPid(folder, 'sessions'), 'SIGKILL');
    await until(
      'the cart is back',
      async () => (await itemCount(sameShopperAt(address)).catch(() => 0)) === 1,
      20,
    );
  });

  it('spreads connections over three processes, loses none to one that is killed, and replaces it', async () => {
    const shop = start(folder, { WEB_INSTANCES: '3' });
    const shopper = new Shopper(await shop.ready());
    expect(await namesThatAnswer(shopper, 12)).toEqual(['web-1', 'web-2', 'web-3']);
    const [, victim] = webProcesses(folder);
    process.kill(victim!, 'SIGKILL');
    expect(await namesThatAnswer(shopper, 12)).toHaveLength(2);
    await until('three again', async () => (await namesThatAnswer(shopper, 12)).length === 3, 30);
    expect(webProcesses(folder)).not.toContain(victim);
    expect(await shop.end()).toBe(0);
    expect(processesOf(folder)).toEqual([]);
  });

  it('opens one web process per core with WEB_INSTANCES=auto', async () => {
    await start(folder, { WEB_INSTANCES: 'auto' }).ready();
    expect(webProcesses(folder)).toHaveLength(availableParallelism());
  });

  it('asks another process when one is frozen, and comes back to it', async () => {
    const shop = start(folder, { WEB_INSTANCES: '2' });
    const shopper = new Shopper(await shop.ready());
    const [frozen] = webProcesses(folder);
    process.kill(frozen!, 'SIGSTOP');
    expect(await namesThatAnswer(shopper, 12)).toHaveLength(1);
    process.kill(frozen!, 'SIGCONT');
    await until('both again', async () => (await namesThatAnswer(shopper, 12)).length === 2, 10);
  });
});

describe('npm start with something wrong', () => {
  const folder = dataFolder();
  afterEach(() => endAll(folder));
  afterAll(() => removeFolder(folder));

  it.each([
    ['CURRENCY', 'Dollar'],
    ['SESSION_SECRETS', 'short'],
    ['PORT', 'eighty'],
    ['WEB_INSTANCES', 'many'],
    ['WEB_INSTANCES', '0'],
  ])('names the wrong setting %s and starts nothing', async (name, value) => {
    const shop = start(folder, { [name]: value });
    expect(await shop.ended).toBe(78);
    expect(shop.heard.err).toMatch(new RegExp(`^${name}: expected`, 'm'));
    expect(shop.heard.out).not.toContain('ready');
    expect(processesOf(folder)).toEqual([]);
  });

  it('says in a sentence that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const shop = start(folder, { PORT: String(port) });
    expect(await shop.ended).toBe(1);
    expect(shop.heard.err).toContain(`Port ${port} of 127.0.0.1 is in use by another program.`);
    expect(processesOf(folder)).toEqual([]);
    other.close();
  });
});
