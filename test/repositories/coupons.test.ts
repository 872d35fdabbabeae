import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import type { PromotionInput } from '../../src/shop/promotions/promotion-input.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { aPromotion, create, freshCode } from '../support/promotions.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { saveProducts, variantIdsOf } from '../support/save-products.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { testProducts } from '../support/test-products.js';
import { audit } from './orders-shop.js';

interface CartJson {
  total_price: number;
  total_discount: number;
  discount_codes: { code: string; applicable: boolean }[];
  items: { final_line_price: number; line_level_discount_allocations: { amount: number }[] }[];
}

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let plenty: number;
let shopper: Shopper;

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  [plenty] = variantIdsOf(await saveProducts(web.app, testProducts)).get('plenty') as [number];
});
afterAll(async () => {
  expect(await audit(db.database)).toEqual({});
  await web.close();
  await db.drop();
});
beforeEach(() => void (shopper = new Shopper(web.url)));

const make = async (more: Partial<PromotionInput> = {}) => {
  const code = freshCode();
  await create(web.app.get(EditPromotionsService), aPromotion({ codes: [code], ...more }));
  return code;
};
const add = (quantity = 1) => shopper.post('/cart/add', { id: plenty, quantity });
const use = (code: string) => shopper.post('/cart/discount', { code });
const cart = async () => (await shopper.get('/cart.js')).json() as CartJson;
const why = (page: string) => /<details class="fold why">[^]*?<\/details>/.exec(page)?.[0];
const said = (answer: Answer) => /id="page-code-error">([^<]*)</.exec(answer.text)?.[1];

describe('a code that is typed into the cart', () => {
  it.each([
    ['as it is printed', (code: string) => code],
    ['in small letters', (code: string) => code.toLowerCase()],
    ['between blanks', (code: string) => `  ${code} `],
  ])('%s takes its discount off, on the page, as data and on the order', async (_, typed) => {
    const code = await make();
    await add(2);
    expect((await use(typed(code))).status).toBe(303);
    const page = await shopper.get('/cart');
    expect(page.text).toContain('-$3.80');
    expect(await cart()).toMatchObject({ total_price: 3420, total_discount: 380 });
    const review = await reachReview(shopper);
    const before = (await shopper.get('/checkout/review')).text;
    expect(before).toContain(`Ten off (${code})`);
    const placed = await placeOrder(shopper, review);
    const order = (await shopper.get(placed.headers.location!)).text;
    expect(order).toContain(`Ten off (${code})`);
    expect(why(order)).toContain(code);
    expect(why(order)).toBe(why(before));
    expect([...shopper.cookies.keys()]).not.toContain('cloudcart-discounts');
  });

  it('is explained on the order together with the offer of the day', async () => {
    const stock = { isCounted: false, sellsWhenOut: false, onHand: 0 };
    const variants = [aVariant({ price: 1900, compareAtPrice: 2500, stock })];
    const [saved] = await saveProducts(web.app, [aProduct({ handle: 'was-dearer', variants })]);
    const code = await make();
    await shopper.post('/cart/add', { id: saved!.variantIds[0]! });
    await use(code);
    const placed = await placeOrder(shopper, await reachReview(shopper));
    const { text } = await shopper.get(placed.headers.location!);
    expect(
      why(text)
        ?.match(/-?\$\d+\.\d\d/g)
        ?.slice(0, 4),
    ).toEqual(['$25.00', '$25.00', '-$6.00', '-$1.90']);
  });

  it('says beside its field why it is not used, keeps what was typed, and leaves the cart alone', async () => {
    await add();
    const answer = await use('NO-SUCH-CODE');
    expect(answer.status).toBe(422);
    expect(said(answer)).toBe('We do not know the code NO-SUCH-CODE. Check it for a typing mistake.');
    expect(answer.text).toContain('value="NO-SUCH-CODE"');
    expect(await cart()).toMatchObject({ total_discount: 0, discount_codes: [] });
  });

  it.each<[string, Partial<PromotionInput>, RegExp]>([
    ['expired', { startsAt: new Date(0), endsAt: new Date(1000) }, /has expired/],
    ['not yet good', { startsAt: new Date(Date.now() + 86_400_000) }, /is good from/],
    [
      'for larger orders',
      { conditions: [{ kind: 'minimum_amount', amount: 5000, of: {} }] },
      /from \$50\.00 on\. Add \$31\.00 more/,
    ],
    ['for more pieces', { conditions: [{ kind: 'minimum_quantity', quantity: 3, of: {} }] }, /needs 2 more/],
    [
      'for other goods',
      { benefit: { kind: 'percent', rateMillionths: 1, of: { products: [999_999] } } },
      /Nothing in your cart/,
    ],
    ['for members', { conditions: [{ kind: 'customer_group', groups: [999] }] }, /not for this account/],
  ])('that is %s says so', async (_, more, words) => {
    const code = await make(more);
    await add();
    const answer = await use(code);
    expect([answer.status, said(answer)]).toEqual([422, expect.stringMatching(words)]);
  });

  it('is refused when it does not go with a better one, which stays', async () => {
    const better = await make({ benefit: { kind: 'percent', rateMillionths: 300_000, of: {} } });
    const worse = await make();
    await add();
    expect((await use(better)).status).toBe(303);
    const answer = await use(worse);
    expect([answer.status, said(answer)]).toEqual([422, expect.stringContaining('cannot be combined')]);
    expect(await cart()).toMatchObject({
      total_discount: 570,
      discount_codes: [{ code: better, applicable: true }],
    });
  });

  it('goes with one of another lane, each on what the other has left', async () => {
    await add();
    expect((await use(await make({ lane: 1 }))).status).toBe(303);
    expect((await use(await make({ lane: 2 }))).status).toBe(303);
    expect(await cart()).toMatchObject({ total_discount: 190 + 171 });
  });

  it('never takes off more than the goods cost', async () => {
    await add();
    await use(await make({ benefit: { kind: 'amount', amount: 99_999, of: {} } }));
    expect(await cart()).toMatchObject({ total_price: 0, total_discount: 1900 });
  });

  it('is asked again when goods leave the cart, and says why it is not used any more', async () => {
    const code = await make({ conditions: [{ kind: 'minimum_amount', amount: 3800, of: {} }] });
    await add(2);
    await use(code);
    expect(await cart()).toMatchObject({ total_discount: 380 });
    await shopper.post('/cart/change', { line: 1, quantity: 1 });
    expect(await cart()).toMatchObject({ total_discount: 0, discount_codes: [{ code, applicable: false }] });
    expect((await shopper.get('/cart')).text).toContain('Add $19.00 more');
  });

  it('can be taken away again', async () => {
    const code = await make();
    await add();
    await use(code);
    expect((await shopper.post('/cart/discount/remove', { code })).status).toBe(303);
    expect(await cart()).toMatchObject({ total_discount: 0, discount_codes: [] });
  });

  it('cannot be guessed: the eleventh try in a minute has to wait, whatever it is', async () => {
    await add();
    for (let nth = 0; nth < 10; nth += 1) expect((await use(`GUESS-${nth}`)).status).toBe(422);
    const answer = await use(await make());
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(said(answer)).toContain('Wait 60 seconds');
  });

  it.each(['', ' ', 'x'.repeat(5000), 'a\u0000b', '\u{1f600}'.repeat(100), "' OR 1=1 --"])(
    'is none when it is %j',
    async (code) => {
      await add();
      expect((await use(code)).status).toBe(422);
    },
  );
});

describe('a link with a code', () => {
  it('waits for a cart and is used there; it leads to pages of this shop only', async () => {
    const code = await make();
    const answer = await shopper.get(`/discount/${code}?redirect=/collections/all`);
    expect([answer.status, answer.headers.location]).toEqual([303, '/collections/all']);
    await add();
    expect(await cart()).toMatchObject({ total_discount: 190 });
    const away = await shopper.get(`/discount/${code}?redirect=//elsewhere.example`);
    expect(away.headers.location).toBe('/');
  });

  it('that was changed by hand counts for nothing', async () => {
    await add();
    shopper.cookies.set('cloudcart-discounts', 'WyJYIl0.forged');
    expect(await cart()).toMatchObject({ discount_codes: [] });
  });

  it('of a first order is refused once the address is known to have ordered', async () => {
    const code = await make({ conditions: [{ kind: 'first_order' }] });
    await add();
    await use(code);
    expect((await placeOrder(shopper, await reachReview(shopper))).status).toBe(303);
    const again = new Shopper(web.url);
    shopper = again;
    await add();
    expect((await use(code)).status).toBe(303);
    await reachReview(again);
    expect((await again.get('/checkout/review')).text).toContain('is for a first order');
  });
});

describe('a code that is typed beside a step of the checkout', () => {
  const saidAt = (answer: Answer) => /id="order-code-error">([^<]*)</.exec(answer.text)?.[1];
  const pressed = { code: 'NO-SUCH-CODE', use_code: '1' };
  const chosen = (text: string) => /value="([^"]*)" checked/.exec(text)?.[1];
  const EMPTY = { email: 'ada@example.com', first_name: 'Half an', address1: '' };

  it.each<[string, Record<string, string>]>([
    ['contact', EMPTY],
    ['delivery', { delivery_method: 'express' }],
    ['payment', { payment_method: 'test_card_decline' }],
    ['review', {}],
  ])('%s says beside its field why it is refused, and keeps all that was typed', async (step, form) => {
    await add();
    if (step !== 'contact') await reachReview(shopper);
    const answer = await shopper.post(`/checkout/${step}`, { ...form, ...pressed });
    expect([answer.status, saidAt(answer)]).toEqual([
      422,
      expect.stringContaining('We do not know the code'),
    ]);
    expect(answer.text).toMatch(
      /form="step-form" name="code" [^>]*value="NO-SUCH-CODE"[^>]*aria-invalid="true" aria-describedby="order-code-error" autofocus/,
    );
    expect(answer.text.match(/ id="step-form"/g)).toHaveLength(1);
    for (const typed of Object.values(form).filter(Boolean))
      expect(answer.text).toContain(`value="${typed}"`);
    if (step === 'delivery' || step === 'payment') expect(chosen(answer.text)).toBe(Object.values(form)[0]);
    expect(answer.text).not.toContain('class="form-errors');
  });

  it.each<[string, Record<string, string>]>([
    ['delivery', { delivery_method: 'express' }],
    ['payment', { payment_method: 'test_card_approve' }],
    ['review', {}],
  ])('%s uses it, keeps the choice and stays', async (step, form) => {
    const code = await make();
    await add();
    await reachReview(shopper);
    const answer = await shopper.post(`/checkout/${step}`, { ...form, code, use_code: '1' });
    expect([answer.status, answer.headers.location]).toEqual([303, `/checkout/${step}`]);
    const { text } = await shopper.get(`/checkout/${step}`);
    expect(text).toContain('-$1.90');
    if (step !== 'review') expect(chosen(text)).toBe(Object.values(form)[0]);
    await shopper.post(`/checkout/${step}`, { remove_code: code });
    expect((await shopper.get(`/checkout/${step}`)).text).not.toContain('-$1.90');
  });

  it('is used together with an address that is not finished, and taken away again', async () => {
    const code = await make();
    await add();
    const used = await shopper.post('/checkout/contact', { ...EMPTY, code, use_code: '1' });
    for (const words of ['-$1.90', `The code ${code} is used.`, 'value="Half an"'])
      expect(used.text).toContain(words);
    expect([used.status, used.text.includes('need another look')]).toEqual([200, false]);
    const gone = await shopper.post('/checkout/contact', { ...EMPTY, remove_code: code });
    expect([gone.text.includes('-$1.90'), gone.text.includes('value="Half an"')]).toEqual([false, true]);
  });

  it('is used by who goes on without pressing its button, and holds them when it is none', async () => {
    const code = await make();
    await add();
    await reachReview(shopper);
    const held = await shopper.post('/checkout/delivery', {
      delivery_method: 'express',
      code: 'NO-SUCH-CODE',
    });
    expect([held.status, saidAt(held) !== undefined, chosen(held.text)]).toEqual([422, true, 'express']);
    const answer = await shopper.post('/checkout/delivery', { delivery_method: 'express', code });
    expect([answer.status, answer.headers.location]).toEqual([303, '/checkout']);
    expect((await shopper.get('/checkout/review')).text).toContain('-$1.90');
  });

  it('is asked for when its field is empty, and counted like any other', async () => {
    await add();
    await reachReview(shopper);
    const empty = await shopper.post('/checkout/review', { code: ' ', use_code: '1' });
    expect([empty.status, saidAt(empty)]).toEqual([422, 'Type your code here first.']);
    for (let nth = 0; nth < 10; nth += 1)
      expect((await shopper.post('/checkout/review', { ...pressed, code: `GUESS-${nth}` })).status).toBe(422);
    const answer = await shopper.post('/checkout/review', pressed);
    expect([answer.status, Number(answer.headers['retry-after'])]).toEqual([429, 60]);
    expect(saidAt(answer)).toContain('Wait 60 seconds');
  });
});
