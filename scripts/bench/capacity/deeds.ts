import { ada, filledForm } from '../page-form.js';
import type { CapacityVisitor } from './visitor.js';

const PASSWORD = 'nine tents by the lake';
const REVIEW = '/checkout/review';
const PLACE = '/checkout/orders';
const MOST_STEPS = 12;

export async function register(visitor: CapacityVisitor, email: string): Promise<void> {
  await visitor.expect(303, visitor.post('/account/register', { email, password: PASSWORD }));
}

export async function signIn(visitor: CapacityVisitor, email: string): Promise<void> {
  await visitor.expect(303, visitor.post('/account/login', { email, password: PASSWORD }));
}

export async function add(visitor: CapacityVisitor, variantId: number): Promise<void> {
  await visitor.expect(303, visitor.post('/cart/add', { id: `${variantId}`, quantity: '1' }));
}

/** From a filled cart to the order's page, as a browser goes there, the way that the first choices lead. */
export async function buy(visitor: CapacityVisitor): Promise<void> {
  let path = '/checkout';
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const page = await visitor.get(path);
    const action = path === REVIEW ? PLACE : path;
    const answer =
      page.status === 200
        ? await visitor.expect(303, visitor.post(action, filledForm(page.text(), action, ada)))
        : page;
    path = answer.headers.location ?? '';
    if (action === PLACE) return void (await visitor.expect(200, visitor.get(path)));
    if (answer.status !== 303) throw new Error(`the checkout answered ${answer.status}`);
  }
  throw new Error(`the checkout does not end: ${path}`);
}
