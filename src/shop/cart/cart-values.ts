import type { Outcome } from '../../core/cart/apply-change.js';
import { emptyDocument, type CartDocument } from '../../core/cart/cart-document.js';
import { packCart, unpackCart } from '../../core/cart/compact-cart.js';
import { replaceValue } from '../../platform/values/replace-value.js';
import { Turns } from '../../platform/values/turns.js';
import { valueKeys } from '../../platform/values/value-keys.js';
import { TooLargeError, type ValueStore } from '../../platform/values/value-store.js';
import { customerOfCart } from './cart.js';
import { CUSTOMER_CART_DAYS, GUEST_CART_DAYS } from './cart.repository.js';

const DAY_MS = 86_400_000;
/** A cookie of 4 kB holds two sessions at times, and is a third larger for being sealed. */
const COOKIE_CART_BYTES = 1800;

interface Changed<Reply> {
  reply: Reply;
  /** The cart as it is now. */
  document: CartDocument;
}

/** Carts as values: each is one text, replaced under compare-and-set. */
export class CartValues {
  private readonly turns = new Turns();
  private readonly maxBytes: number;

  constructor(private readonly store: ValueStore) {
    this.maxBytes = store.name === 'cookie' ? COOKIE_CART_BYTES : store.maxBytes;
  }

  async read(cartId: string): Promise<CartDocument> {
    const found = await this.store.get(valueKeys.cart(cartId));
    return documentOf(found?.text ?? null);
  }

  /**
   * Replaces a cart by what `make` makes of it; `check` is asked together with it, and may end the change with a reply of
   * its own. Errors: TooLargeError, UnavailableError.
   */
  change<Reply>(
    cartId: string,
    make: (document: CartDocument) => Outcome<Reply>,
    check: () => Promise<Reply | null> = () => Promise.resolve(null),
  ): Promise<Changed<Reply>> {
    return this.turns.take(cartId, () => this.replace(cartId, make, check));
  }

  async forget(cartId: string): Promise<void> {
    await this.store.delete(valueKeys.cart(cartId));
  }

  private replace<Reply>(
    cartId: string,
    make: (document: CartDocument) => Outcome<Reply>,
    check: () => Promise<Reply | null>,
  ): Promise<Changed<Reply>> {
    const days = customerOfCart(cartId) === null ? GUEST_CART_DAYS : CUSTOMER_CART_DAYS;
    let checked: Promise<Reply | null> | null = check();
    // When the cart cannot be read, nobody asks for it.
    checked.catch(() => undefined);
    return replaceValue(this.store, valueKeys.cart(cartId), async (text) => {
      const refusal = await (checked ?? check());
      checked = null;
      const before = documentOf(text);
      const { document, reply } = refusal === null ? make(before) : { document: null, reply: refusal };
      const answer = { reply, document: document ?? before };
      return { text: document && this.pack(document), lifeMs: days * DAY_MS, answer };
    });
  }

  /** The journal gives way first: of a cart that hardly fits only the last change can be taken back or repeated, if any. */
  private pack(document: CartDocument): string {
    const least = needsJournal(document) ? 1 : 0;
    let entries = document.journal.length;
    let text = packCart(document, entries);
    while (Buffer.byteLength(text) > this.maxBytes && entries > least) {
      entries = Math.floor(entries / 2);
      text = packCart(document, entries);
    }
    const bytes = Buffer.byteLength(text);
    if (bytes > this.maxBytes) throw new TooLargeError(bytes, this.maxBytes);
    return text;
  }
}

/** A change that arrives twice must be recognised; a cart on its way takes none, and what it went into is told by its end. */
const needsJournal = ({ movedTo, journal }: CartDocument): boolean =>
  movedTo === null && journal[0]?.kind !== 'merge';

const documentOf = (text: string | null): CartDocument => (text === null ? emptyDocument : unpackCart(text));
