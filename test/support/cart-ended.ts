import { expect } from 'vitest';
import { toStored, type ChangeRequest } from '../../src/shop/cart/cart-change.js';
import { lineKey, newGuestCartId, shopTurn } from '../../src/shop/cart/cart.js';
import type { CartRepository } from '../../src/shop/cart/cart.repository.js';

const room = new Map([[1, 9]]);
const addOne: ChangeRequest = {
  kind: 'add',
  lines: [{ key: lineKey(1, {}), mode: 'add', quantity: 1, orderable: 9, properties: '{}' }],
};

/** A sign-in of epoch 1 that has sealed the guest's cart when `raise` ends all sessions before epoch 2. */
export async function expectNoCartOfOlderEpoch(
  carts: CartRepository,
  cartId: string,
  raise: () => Promise<void>,
): Promise<void> {
  await carts.restore(cartId, { revision: 0, lines: [], note: '', attributes: [] });
  const signIn = (epoch: number) => ({ ...shopTurn(cartId), proof: { sid: null, epoch } });
  const quantityOf = async (id: string) => (await carts.find(id)).cart.lines[0]?.quantity;
  const seal = async (guestId: string) => {
    const guest = await carts.seal(guestId, cartId);
    if (typeof guest === 'string') throw new Error(guest);
    return { ...toStored(guest), id: guestId };
  };
  const [early, late] = [newGuestCartId(), newGuestCartId()];
  for (const id of [early, late]) expect((await carts.change(shopTurn(id), addOne)).ok).toBe(true);
  expect(await carts.absorb(signIn(1), await seal(early), room)).toMatchObject({ ok: true });
  const sealed = await seal(late);
  await raise();
  expect(await carts.absorb(signIn(1), sealed, room)).toEqual({ ok: false, reason: 'ended' });
  expect(await quantityOf(cartId)).toBe(1);
  // What was in before is told again, as it was: only so can its move be finished.
  expect(await carts.absorb(signIn(1), await seal(early), room)).toMatchObject({ ok: true, mergedLines: 1 });
  await carts.discard(early, cartId);
  await carts.unseal(early, cartId);
  expect(await carts.change(shopTurn(early), addOne)).toEqual({ ok: false, reason: 'moved', to: cartId });
  await carts.unseal(late, cartId);
  expect((await carts.change(shopTurn(late), addOne)).ok).toBe(true);
  expect(await quantityOf(late)).toBe(2);
  expect(await carts.absorb(signIn(2), await seal(late), room)).toMatchObject({ ok: true, mergedLines: 1 });
  expect(await quantityOf(cartId)).toBe(3);
}
