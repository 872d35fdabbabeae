import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { MAX_WISHES, WishlistsService } from '../../shop/wishlists/wishlists.service.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { CartDeeds } from '../cart/cart-deeds.service.js';
import { CartRefusals } from '../cart/cart-refusals.service.js';
import { readTexts } from '../forms/checkout.form.js';
import { operationOf } from '../forms/operation.js';
import { returnTo } from '../forms/return-to.js';
import { refererPath } from '../page/way-back.js';
import { chooseVariant, stockOf } from '../catalog/product-choice.js';
import { seeOther } from '../page/see-other.js';
import { turnOf, type Turn } from '../page/turn.js';
import { WishlistPages } from './wishlist-pages.service.js';

type Typed = Record<string, string>;

/** What changes a wishlist. A variant is named by `id`, or a product by `handle`: then its first one that can be had. */
@Controller('wishlist')
export class WishesController {
  constructor(
    private readonly wishlists: WishlistsService,
    private readonly pages: WishlistPages,
    private readonly catalog: CatalogService,
    private readonly deeds: CartDeeds,
    private readonly refusals: CartRefusals,
    private readonly away: AwayCart,
  ) {}

  @Post('add')
  async add(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const typed = readTexts(body);
    const variantId = await this.variantOf(typed);
    const owner = await this.pages.ownerFor(turn.visitor);
    const isAdded = await this.wishlists.add(owner, variantId);
    const said = isAdded ? ('added' as const) : ('full' as const);
    await this.answer(turn, owner, typed, said);
  }

  /** Of a product all that is on the list. */
  @Post('remove')
  async remove(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const typed = readTexts(body);
    const owner = this.pages.owner(turn.visitor);
    const ids = typed['id'] ? [idOf(typed['id'])] : await this.wishedOf(owner, typed['handle'] ?? '');
    await this.wishlists.remove(owner, ids);
    // A row of the list itself; hearts are on other pages and name no place.
    if (typed['from'] !== 'list') return this.answer(turn, owner, typed, 'removed');
    await this.pages.noteChange(response, owner);
    seeOther(response, `/wishlist?removed=${ids[0] ?? ''}`);
  }

  /** Into the cart, and off the list. */
  @Post('move')
  async move(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const { request, visitor } = turnOf(response);
    const variantId = await this.variantOf(readTexts(body));
    const wish = { visitor, ...operationOf(request, body) };
    const outcome = await this.deeds.add(wish, [{ variantId, quantity: 1, properties: {} }]);
    if (!outcome.ok) return this.refusals.show(request, response, visitor, outcome);
    await this.wishlists.remove(visitor.cartId, [variantId]);
    await this.pages.noteChange(response, visitor.cartId);
    visitor.flash({ key: 'wishlist.moved', kind: 'success' });
    await this.away.remember(response, visitor);
    seeOther(response, '/wishlist');
  }

  /** A script that asked behind the page has nothing to be told on the next one. */
  private async answer(
    { request, response, visitor }: Turn,
    owner: string | null,
    typed: Typed,
    said: 'added' | 'full' | 'removed',
  ): Promise<void> {
    await this.pages.noteChange(response, owner);
    const isFull = said === 'full';
    if ('x-background' in request.headers) return void response.status(isFull ? 422 : 204).end();
    visitor.flash({
      key: `wishlist.${said}`,
      values: { most: MAX_WISHES },
      kind: isFull ? 'notice' : 'success',
    });
    seeOther(response, returnTo(typed['return_to'] ?? refererPath(request), '/wishlist'));
  }

  /** Errors: NotFoundError for what is not shown in the shop. */
  private async variantOf(typed: Typed): Promise<number> {
    if (typed['handle']) {
      const product = await this.catalog.productPage(typed['handle']);
      if (product) return chooseVariant(product, stockOf(product), {}).variant.id;
    }
    const id = idOf(typed['id']);
    const variant = (await this.catalog.variantsByIds([id])).get(id);
    if (!variant?.isForSale) throw new NotFoundError('catalog.no_such_product');
    return id;
  }

  private async wishedOf(owner: string | null, handle: string): Promise<number[]> {
    const product = await this.catalog.productPage(handle);
    const own = product?.variants.map(({ id }) => id) ?? [];
    return (await this.wishlists.of(owner)).filter((id) => own.includes(id));
  }
}

const idOf = (text: string | undefined): number =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
