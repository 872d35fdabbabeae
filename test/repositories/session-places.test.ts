import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { Devices, PASSWORD, shownDevices } from '../support/devices.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';

const DATABASE = join(PROJECT_ROOT, 'test', 'fixtures', 'GeoIP2-City-Test.mmdb');

let shop: TestShop;
let devices: Devices;

beforeAll(async () => {
  shop = await TestShop.open({ env: { TRUST_PROXY_HOPS: '1', GEOIP_DATABASE: DATABASE } });
  devices = new Devices(shop.url);
});
afterAll(() => shop?.close());

const signInFrom = async (email: string, headers: Record<string, string>) => {
  const browser = new Shopper(shop.url);
  const { status } = await browser.post('/account/login', { email, password: PASSWORD }, headers);
  expect(status).toBe(303);
};

it('lists where each device signed in: as the proxy says, else by its address, else nowhere', async () => {
  const desk = shop.shopper();
  const email = await devices.register(desk);
  await signInFrom(email, { 'cloudfront-viewer-city': 'S%C3%A3o Paulo', 'cloudfront-viewer-country': 'BR' });
  await signInFrom(email, { 'x-forwarded-for': '81.2.69.160' });
  const shown = await shownDevices(desk);
  const texts = shown.map(({ text }) => text);
  expect(texts).toHaveLength(3);
  expect(texts.filter((text) => text.includes('São Paulo, Brazil'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('London, United Kingdom'))).toHaveLength(1);
  expect(shown.find(({ isCurrent }) => isCurrent)!.text).not.toMatch(/London|Paulo/);
});

it('believes no header of a place where no proxy stands in front', async () => {
  const { url } = await shop.another({ TRUST_PROXY_HOPS: '0' });
  const desk = new Shopper(url);
  const form = { email: 'nowhere@example.com', password: PASSWORD };
  const told = { 'cf-ipcity': 'Lisbon', 'cf-ipcountry': 'PT', 'x-forwarded-for': '81.2.69.160' };
  expect((await desk.post('/account/register', form, told)).status).toBe(303);
  const [shown] = await shownDevices(desk);
  expect(shown!.text).not.toMatch(/Lisbon|Portugal|London/);
});
