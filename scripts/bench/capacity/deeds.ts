import { placeOrder, reachReview } from '../../rig/buying.js';
import type { CapacityVisitor } from './visitor.js';

const PASSWORD = 'nine tents by the lake';

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
  const placed = await visitor.expect(303, placeOrder(visitor, await reachReview(visitor)));
  await visitor.expect(200, visitor.get(placed.headers.location!));
}
