import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountShop, tokenIn } from '../support/account-shop.js';
import { isSignedIn, NEW_PASSWORD } from '../support/devices.js';
import type { Shopper } from '../../scripts/rig/shopper.js';

const CHECK = '/account/confirm';
const RECOVER = '/account/recover';

describe('the check of an address', () => {
  let shop: AccountShop;
  let guest: Shopper;

  beforeAll(async () => {
    shop = await AccountShop.open();
  });
  afterAll(() => shop?.close());
  beforeEach(async () => {
    guest = shop.browser();
    await shop.forgetTries();
  });

  /** Token of a link that leads to a new password. */
  async function recoverToken(email: string): Promise<string> {
    await guest.post(RECOVER, { email });
    await shop.work();
    return tokenIn(
      shop.mailsTo(email).find(({ text }) => text.includes(RECOVER))!,
      'recover',
    );
  }
  const recover = (token: string) => guest.post(`${RECOVER}/${token}`, { new_password: NEW_PASSWORD });
  const openAccount = async () => {
    const desk = shop.browser();
    const email = await shop.devices.register(desk);
    await shop.work();
    const [mail, ...more] = shop.mailsTo(email);
    expect([mail?.subject, more]).toEqual(['Please confirm your e-mail address', []]);
    return { desk, email, token: tokenIn(mail!, 'confirm') };
  };
  const isConfirmed = async (desk: Shopper) =>
    !(await desk.get('/account')).text.includes('This address is not confirmed yet');

  it('asks who opens an account, by a mail whose link is looked at as often as one likes', async () => {
    const { desk, email, token } = await openAccount();
    for (let n = 0; n < 2; n += 1) {
      const page = await guest.get(`${CHECK}/${token}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(email);
      expect(page.headers['referrer-policy']).toBe('no-referrer');
      expect(page.headers['cache-control']).toBe('private, no-store');
    }
    expect(await isConfirmed(desk)).toBe(false);
    await desk.post('/cart/add', { id: shop.ids.mug });
    expect((await desk.get('/checkout/contact')).status).toBe(200);
    expect(JSON.stringify(await shop.db.database.query('SELECT * FROM outbox'))).not.toContain(token);
  });

  it.each([
    ['signed in', true],
    ['signed out, pressed twice', false],
  ])('is done by pressing the button, %s', async (_, isIn) => {
    const { desk, token } = await openAccount();
    const browser = isIn ? desk : guest;
    for (const shopper of isIn ? [desk] : [guest, guest]) {
      const answer = await shopper.post(`${CHECK}/${token}`);
      expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
    }
    expect((await browser.get(isIn ? '/account' : '/account/login')).text).toContain('address is confirmed.');
    expect(await isConfirmed(desk)).toBe(true);
    expect(await isSignedIn(guest)).toBe(false);
  });

  it('sends the link again to who is signed in, five times an hour; only the newest works', async () => {
    const { desk, email, token } = await openAccount();
    expect((await guest.post(CHECK)).headers.location).toContain('/account/login');
    expect((await desk.post(CHECK)).headers.location).toBe('/account');
    expect((await desk.get('/account')).text).toContain(`on its way to ${email}`);
    await shop.work();
    expect((await guest.get(`${CHECK}/${token}`)).status).toBe(400);
    const newest = shop
      .mailsTo(email)
      .map((mail) => tokenIn(mail, 'confirm'))
      .find((one) => one !== token)!;
    expect((await guest.get(`${CHECK}/${newest}`)).status).toBe(200);
    for (let n = 0; n < 5; n += 1) await desk.post(CHECK);
    expect((await desk.get('/account')).text).toContain('ask again in an hour');
    await shop.work();
    const tokens = shop.mailsTo(email).map((mail) => tokenIn(mail, 'confirm'));
    expect(tokens.length).toBeGreaterThan(2);
    expect(tokens.length).toBeLessThanOrEqual(2 + 4);
    const pages = await Promise.all(tokens.map((one) => guest.get(`${CHECK}/${one}`)));
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('refuses a link that ended, is of another address, or is for a new password', async () => {
    const { desk, email, token } = await openAccount();
    const other = await recoverToken(email);
    for (const wrong of [other, token.slice(0, -1), 'A'.repeat(22)])
      expect((await guest.post(`${CHECK}/${wrong}`)).status).toBe(400);
    expect((await recover(token)).status).toBe(400);
    await shop.db.database.execute('UPDATE customers SET email = ? WHERE email = ?', [`new-${email}`, email]);
    expect((await guest.post(`${CHECK}/${token}`)).status).toBe(400);
    await shop.db.database.execute('UPDATE customers SET email = ? WHERE email = ?', [email, `new-${email}`]);
    await shop.db.database.execute('UPDATE customer_links SET expires_at = expires_at - INTERVAL 3 DAY');
    const dead = await guest.post(`${CHECK}/${token}`);
    expect([dead.status, dead.text.includes('Your account sends you a new one')]).toEqual([400, true]);
    expect(await isConfirmed(desk)).toBe(false);
  });

  it('is not needed by who came by a link for a new password', async () => {
    const { email } = await shop.customer();
    await recover(await recoverToken(email));
    const desk = await shop.devices.signIn(email, NEW_PASSWORD);
    expect(await isConfirmed(desk)).toBe(true);
    await desk.post(CHECK);
    await shop.work();
    expect(shop.mailsTo(email).filter(({ text }) => text.includes(CHECK))).toEqual([]);
  });
});
