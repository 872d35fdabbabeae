import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { fullTitle } from '../../core/catalog/full-title.js';
import { randomKey } from '../../platform/random/random-key.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { cookieRules } from '../../platform/session/session-cookie.js';
import type { Visitor } from '../../platform/session/visitor.js';
import { CartService } from '../../shop/cart/cart.service.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { WishlistsService } from '../../shop/wishlists/wishlists.service.js';
import { ownPicture, productHref } from '../catalog/product-card.view.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** Read by public/js/wishlist.js: while its value stays, what a page knows of the list is true. */
const COOKIE = 'wishlist';
const COOKIE_LIFE_MS = 90 * 86_400_000;

/** One thing on a wishlist, in words. */
export interface WishWords {
  variantId: number;
  handle: string;
  name: string;
  href: string;
  src: string;
  price: string;
  isAvailable: boolean;
}

/** What pages of wishlists have in common. */
@Injectable()
export class WishlistPages {
  constructor(
    private readonly catalog: CatalogService,
    private readonly carts: CartService,
    private readonly wishlists: WishlistsService,
    private readonly prices: VisitorPrices,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Of these variants, in their order; what is not shown in the shop is left out. */
  async words(request: Request, variantIds: readonly number[]): Promise<WishWords[]> {
    const { list, formatters } = await this.prices.of(request);
    const shown = await this.catalog.shownVariants(variantIds);
    const known = variantIds.flatMap((id) => shown.get(id) ?? []);
    return Promise.all(
      known.map(async ({ variant, stock }) => {
        const page = list && (await this.catalog.productPage(variant.productHandle, list));
        const { price } = page?.variants.find(({ id }) => id === variant.id) ?? variant;
        return {
          variantId: variant.id,
          handle: variant.productHandle,
          name: fullTitle(variant.productTitle, variant.optionNames.length > 0 ? variant.title : ''),
          href: `${productHref(variant.productHandle)}?variant=${variant.id}`,
          src: ownPicture(variant.imageSrc),
          price: formatters.money(price),
          isAvailable: stock.isAvailable,
        };
      }),
    );
  }

  /** Errors: UnavailableError when nobody can say whose list it is. */
  owner(visitor: Visitor): string | null {
    if (visitor.storeIsAway) throw new UnavailableError('errors.store_away');
    return visitor.cartId;
  }

  /** The owner of what is wished for now: a guest's session begins with it. */
  async ownerFor(visitor: Visitor): Promise<string> {
    const known = this.owner(visitor);
    if (known !== null) return known;
    const cartId = this.carts.newGuestCartId();
    await visitor.rememberCart(cartId);
    return cartId;
  }

  /**
   * Tells this browser, and the pages of all others of the same owner, that what they remember of the list is old. For the others it lies
   * beside the cart, which every page asks for anyway. Errors: UnavailableError.
   */
  async noteChange(response: Response, owner: string | null): Promise<void> {
    const state = randomKey();
    response.cookie(COOKIE, state, { ...cookieRules(this.env), httpOnly: false, maxAge: COOKIE_LIFE_MS });
    if (owner === null) return;
    const { length } = await this.wishlists.of(owner);
    await this.carts.noteWishes(owner, `${length} ${state}`);
  }
}
