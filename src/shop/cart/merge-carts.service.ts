import { Injectable } from '@nestjs/common';
import { ConflictError, UnavailableError } from '../../platform/errors/shop-error.js';
import { variantOfKey, type Cart, type CartTurn } from './cart.js';
import { toStored, type MergeReply } from './cart-change.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartOffers } from './cart-offers.service.js';
import { CartRepository } from './cart.repository.js';
import { roomForAll, type Offers } from './line-changes.js';

export interface MergeOutcome {
  mergedLines: number;
  /** What did not fit: more than there is, or more than a cart holds. */
  clamped: { title: string; wanted: number; got: number }[];
}

const NOTHING: MergeOutcome = { mergedLines: 0, clamped: [] };

/**
 * Moves a guest's cart into a customer's at sign-in. The two live in different slots of a cluster, so it takes three
 * steps: the guest's cart is sealed, the customer's absorbs it (one script, once for each guest's cart, however many
 * sign-ins run at the same time), the sealed one is thrown away. Whoever repeats a move that broke off goes on with it.
 * When the customer's sessions were ended meanwhile nothing goes in, and the guest gets the cart back.
 */
@Injectable()
export class MergeCartsService {
  constructor(
    private readonly carts: CartRepository,
    private readonly copies: CartCopiesService,
    private readonly offers: CartOffers,
  ) {}

  /**
   * `turn`: of the customer's cart, its proof with the epoch of the session that is to begin. As much goes in as stock and
   * limits allow. Errors: UnavailableError; ConflictError when that epoch is over.
   */
  async merge(guestCartId: string | null, turn: CartTurn): Promise<MergeOutcome> {
    if (guestCartId === null || guestCartId === turn.cartId) return NOTHING;
    const guest = await this.carts.seal(guestCartId, turn.cartId);
    if (guest === 'empty' || guest === 'moved') return NOTHING;
    const offers = await this.offers.of([...guest.lines, ...guest.saved].map((line) => line.variantId));
    const reply = await this.absorb(turn, guest, offers);
    if (!reply.ok) return this.refuse(reply.reason, guestCartId, turn.cartId);
    if (!this.carts.marksChanges) await this.copies.saveCart((await this.carts.find(turn.cartId)).cart);
    await this.carts.discard(guestCartId, turn.cartId);
    return { mergedLines: reply.mergedLines, clamped: reply.clamped.map((line) => named(line, offers)) };
  }

  private async refuse(reason: 'unknown' | 'ended', guestId: string, customerId: string): Promise<never> {
    if (reason === 'unknown') throw new UnavailableError('errors.store_away');
    await this.carts.unseal(guestId, customerId);
    throw new ConflictError('errors.session_ended');
  }

  private async absorb(turn: CartTurn, guest: Cart, offers: Offers): Promise<MergeReply> {
    const stored = { ...toStored(guest), id: guest.id };
    const room = roomForAll(guest, offers);
    const reply = await this.carts.absorb(turn, stored, room);
    if (reply.ok || reply.reason === 'ended') return reply;
    await this.copies.restore(turn.cartId);
    return this.carts.absorb(turn, stored, room);
  }
}

function named(
  line: { key: string; wanted: number; got: number },
  offers: Offers,
): MergeOutcome['clamped'][number] {
  const variant = offers.variants.get(variantOfKey(line.key) ?? 0);
  return { title: variant?.productTitle ?? '', wanted: line.wanted, got: line.got };
}
