import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

export const PASSWORD = 'nine tents by the lake';
export const NEW_PASSWORD = 'eleven kettles on the hob';
export const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

/** A row of the list of devices, as the page shows it. */
export interface ShownDevice {
  handle: string;
  name: string;
  isCurrent: boolean;
  text: string;
}

/** Browsers of customers who sign in and out, on one shop. */
export class Devices {
  private people = 0;

  constructor(private readonly url: string) {}

  /** A new customer on a first device; answers the e-mail address. */
  async register(browser: Shopper, agent = FIREFOX): Promise<string> {
    this.people += 1;
    const email = `person${this.people}@example.com`;
    const form = { email, password: PASSWORD, first_name: 'Grace', last_name: 'Hopper' };
    expectStatus(await browser.post('/account/register', form, { 'user-agent': agent }), 303);
    return email;
  }

  /** The same customer on one more device. */
  async signIn(email: string, password = PASSWORD, agent = FIREFOX): Promise<Shopper> {
    const browser = new Shopper(this.url);
    await this.signInOn(browser, email, password, agent);
    return browser;
  }

  /** The same customer on a browser that has been here before. */
  async signInOn(browser: Shopper, email: string, password = PASSWORD, agent = FIREFOX): Promise<void> {
    expectStatus(await browser.post('/account/login', { email, password }, { 'user-agent': agent }), 303);
  }
}

function expectStatus(answer: Answer, status: number): void {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text.slice(0, 300)}`);
}

export const isSignedIn = async (browser: Shopper): Promise<boolean> =>
  (await browser.get('/account')).status === 200;

/** What `/account/sessions` lists for this browser, from top to bottom. */
export async function shownDevices(browser: Shopper): Promise<ShownDevice[]> {
  const page = await browser.get('/account/sessions');
  expectStatus(page, 200);
  return [...page.text.matchAll(/<li class="device( device--current)?">(.*?)<\/li>/gs)].map(
    ([, current, row = '']) => ({
      handle: /name="session" value="([^"]*)"/.exec(row)?.[1] ?? '',
      name: /class="device__name">([^<]*)/.exec(row)?.[1]?.trim() ?? '',
      isCurrent: current !== undefined,
      text: row
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    }),
  );
}
