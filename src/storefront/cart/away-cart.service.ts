import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { parseWholeNumber } from '../../core/cart/whole-number.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { randomKey } from '../../platform/random/random-key.js';
import { cookieRules, sessionCookieName } from '../../platform/session/session-cookie.js';
import { SignedCookie } from '../../platform/session/signed-cookie.js';
import type { Visitor } from '../../platform/session/visitor.js';
import { lineKey, type Cart } from '../../shop/cart/cart.js';
import { CartService } from '../../shop/cart/cart.service.js';
import { emptyCart } from '../../shop/cart/priced-cart.js';

/** Bytes of lines in the cookie. What does not fit waits until carts are back. */
const MAX_BYTES = 1400;
const DAY_MS = 86_400_000;
const LINES_LIFE_MS = 30 * DAY_MS;
const CHECKOUT_LIFE_MS = DAY_MS;

/** A cart as the browser remembers it. `checkoutId` stands for it in MySQL while the cart itself cannot be reached. */
export interface RecalledCart {
  checkoutId: string;
  cartId: string;
}

/**
 * The lines of a cart in a signed cookie, so that a shopper can still order while Redis is away. Every acknowledged change
 * writes it; it is read only then. Lines with properties are left out: an order without them would be another thing.
 */
@Injectable()
export class AwayCart {
  private readonly lines: SignedCookie;
  private readonly checkout: SignedCookie;

  constructor(
    @Inject(ENV) env: Env,
    private readonly carts: CartService,
  ) {
    const [name, secrets, rules] = [sessionCookieName(env), env.SESSION_SECRETS, cookieRules(env)];
    this.lines = new SignedCookie(`${name}-cart`, secrets, rules, LINES_LIFE_MS);
    this.checkout = new SignedCookie(`${name}-checkout`, secrets, rules, CHECKOUT_LIFE_MS);
  }

  /**
   * After a change: the browser learns what the cart holds. Mostly asks nothing of Redis, as the change has just read it.
   * What was done stands, whether or not the cart can be read: then the browser remembers nothing.
   */
  async remember(response: Response, visitor: Pick<Visitor, 'cartId'>): Promise<void> {
    if (visitor.cartId === null) return;
    const cart = await this.carts.find(visitor.cartId).catch(nullIfAway);
    if (cart === null || cart.lines.length === 0) this.forget(response);
    else this.lines.write(response, textOf(cart));
  }

  /** Also who was about to order: the next person on this browser is somebody else. */
  forget(response: Response): void {
    this.lines.clear(response);
    this.checkout.clear(response);
  }

  /** Lines of a session that has ended are not shown to whoever comes next; those of others outlive a change of secrets. */
  tidy(request: Request, response: Response, visitor: Visitor): void {
    const hasEnded = !visitor.storeIsAway && visitor.sessionId === null;
    if (hasEnded && (this.lines.isIn(request) || this.checkout.isIn(request))) this.forget(response);
    if (!hasEnded) this.lines.renew(request, response);
  }

  /** Lays what the browser remembers where this request will look for its cart; null when it remembers nothing. */
  recall(request: Request, response: Response): RecalledCart | null {
    const [cartId, ...lines] = (this.lines.read(request) ?? '').split(' ');
    if (!cartId || lines.length === 0) return null;
    const checkoutId = this.checkoutOf(cartId, request, response);
    this.carts.provide({ ...emptyCart(checkoutId), lines: lines.flatMap(lineOf) });
    return { checkoutId, cartId };
  }

  /** Whether this browser has begun a checkout while its cart was away. */
  hadCheckout(request: Request): boolean {
    return this.checkout.isIn(request);
  }

  /** After an order: what was ordered is not offered again. */
  async ordered(response: Response, visitor: Visitor): Promise<void> {
    if (visitor.storeIsAway) this.forget(response);
    else await this.remember(response, visitor);
  }

  /** A checkout belongs to the cart for which it was begun; for another one, of somebody else perhaps, a new one begins. */
  private checkoutOf(cartId: string, request: Request, response: Response): string {
    const [of, known] = (this.checkout.read(request) ?? '').split(' ');
    if (of === cartId && known) return known;
    const fresh = `a-${randomKey()}`;
    this.checkout.write(response, `${cartId} ${fresh}`);
    return fresh;
  }
}

function nullIfAway(error: unknown): null {
  if (error instanceof UnavailableError) return null;
  throw error;
}

/** `<cart id> <variant>x<quantity> ...`, the newest first. */
function textOf(cart: Cart): string {
  let text = cart.id;
  for (const { variantId, quantity, properties } of cart.lines) {
    const more = ` ${variantId}x${quantity}`;
    if (Object.keys(properties).length === 0 && text.length + more.length <= MAX_BYTES) text += more;
  }
  return text;
}

function lineOf(text: string): Cart['lines'] {
  const [variantId, quantity] = text.split('x').map((part) => parseWholeNumber(part));
  if (!variantId || !quantity) return [];
  return [{ key: lineKey(variantId, {}), variantId, quantity, properties: {} }];
}
