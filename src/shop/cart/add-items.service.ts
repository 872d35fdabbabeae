import { Injectable } from '@nestjs/common';
import type { CartLine, CartTurn } from './cart.js';
import type { ChangeReply, LineChange } from './cart-change.js';
import { CartChanges } from './cart-changes.service.js';
import { CartOffers } from './cart-offers.service.js';
import { countingChange } from './count-changes.js';
import {
  addition,
  explain,
  refusal,
  roomFor,
  type NewItem,
  type Offers,
  type Refused,
} from './line-changes.js';
import { priceLines, type PricedCartLine } from './priced-cart.js';

export type AddOutcome = { ok: true; lines: PricedCartLine[] } | Refused;

/** `lines`: one for each item. */
interface Plan {
  items: readonly NewItem[];
  offers: Offers;
  lines: LineChange[];
}

/**
 * Adds to carts. What the cache knows may say yes, as nothing is promised by that: price and stock are asked about again on
 * every page of the cart, and when ordering. Only MySQL says no, so that a refusal and its numbers are never old.
 */
@Injectable()
export class AddItems {
  constructor(
    private readonly changes: CartChanges,
    private readonly offers: CartOffers,
  ) {}

  /** All items or none. The lines come back with the quantity they have now, in the order of `items`. */
  async add(turn: CartTurn, items: readonly NewItem[]): Promise<AddOutcome> {
    return (await this.addPromised(turn, items)) ?? this.addExactly(turn, items);
  }

  /** Null when what pages promise does not suffice, together with what the cart holds already. */
  private async addPromised(turn: CartTurn, items: readonly NewItem[]): Promise<AddOutcome | null> {
    const offers = await this.offers.promised(items.map(({ variantId }) => variantId));
    if (!offers || items.some((item) => item.quantity > roomFor(item.variantId, offers))) return null;
    const plan = planOf(items, offers);
    const reply = await countingChange(this.send(turn, plan).then(nullIfAboutLines));
    return reply && outcomeOf(plan, reply);
  }

  private async addExactly(turn: CartTurn, items: readonly NewItem[]): Promise<AddOutcome> {
    const offers = await this.offers.of(items.map(({ variantId }) => variantId));
    const refused = items.map((item) => refusal(item.variantId, offers)).find((found) => found !== null);
    if (refused) return refused;
    const plan = planOf(items, offers);
    return outcomeOf(plan, await countingChange(this.send(turn, plan)));
  }

  private send(turn: CartTurn, { lines }: Plan): Promise<ChangeReply> {
    return this.changes.change(turn, { kind: 'add', lines });
  }
}

const planOf = (items: readonly NewItem[], offers: Offers): Plan => ({
  items,
  offers,
  lines: items.map((item) => addition(item, offers)),
});

/** A refused change is not remembered, so it may be tried again under the same operation. */
const nullIfAboutLines = (reply: ChangeReply): ChangeReply | null =>
  reply.ok || !('index' in reply) ? reply : null;

function outcomeOf({ items, offers, lines }: Plan, reply: ChangeReply): AddOutcome {
  if (!reply.ok) return explain(reply, lines, offers);
  const added = items.map((item, i): CartLine => {
    const quantity = reply.quantities[i] ?? item.quantity;
    return { ...item, key: lines[i]!.key, quantity };
  });
  return { ok: true, lines: priceLines(added, offers.variants, offers.stock) };
}
