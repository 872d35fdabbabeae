import { Body, Controller, Get, Param, Post, Query as QueryString, Res } from '@nestjs/common';
import type { Response } from 'express';
import { pageAddress } from '../../platform/language/page-address.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { WishlistsService } from '../../shop/wishlists/wishlists.service.js';
import type { Query } from '../catalog/collection-query.js';
import { PageService } from '../page/page.service.js';
import { seeOther } from '../page/see-other.js';
import { turnOf, type Turn } from '../page/turn.js';
import { WishlistPages } from './wishlist-pages.service.js';

/** A list of what somebody likes, its owner's and as others see it under a secret address. */
@Controller()
export class WishlistController {
  constructor(
    private readonly wishlists: WishlistsService,
    private readonly words: WishlistPages,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  /** `removed=ID`: what was just taken out, with a way back. */
  @Get('wishlist')
  async show(@QueryString() query: Query, @Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const owner = this.words.owner(turn.visitor);
    const [ids, token] = await Promise.all([this.wishlists.of(owner), this.wishlists.linkOf(owner)]);
    const removed = typeof query['removed'] === 'string' ? Number(query['removed']) : 0;
    const isBack = ids.includes(removed);
    const gone = isBack || !Number.isSafeInteger(removed) ? [] : [removed];
    const [wishes, [undo]] = await Promise.all([
      this.words.words(turn.request, ids),
      this.words.words(turn.request, gone),
    ]);
    const link = token && pageAddress(`/wishlist/${token}`);
    await this.page(turn, 'catalog/wishlist', this.messages.t('wishlist.title'), { wishes, undo, link });
  }

  /** For the script that marks hearts. */
  @Get('wishlist.json')
  async ids(@Res() response: Response): Promise<void> {
    const { request, visitor } = turnOf(response);
    const variants = await this.wishlists.of(this.words.owner(visitor));
    const handles = (await this.words.words(request, variants)).map(({ handle }) => handle);
    response.setHeader('Cache-Control', 'private, no-store');
    response.json({ variants, handles });
  }

  @Get('wishlist/:token')
  async shared(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const ids = await this.wishlists.shared(token);
    if (!ids) throw new NotFoundError('wishlist.no_such');
    const wishes = await this.words.words(turn.request, ids);
    // The address is the key: it must not travel on to other sites.
    response.setHeader('Referrer-Policy', 'same-origin');
    response.setHeader('X-Robots-Tag', 'noindex');
    await this.page(turn, 'catalog/wishlist-shared', this.messages.t('wishlist.shared_title'), { wishes });
  }

  @Post('wishlist/share')
  async share(@Res() response: Response): Promise<void> {
    const owner = this.words.owner(turnOf(response).visitor);
    if (owner !== null) await this.wishlists.share(owner);
    seeOther(response, '/wishlist#share');
  }

  @Post('wishlist/unshare')
  async unshare(@Res() response: Response, @Body() _body: unknown): Promise<void> {
    const { visitor } = turnOf(response);
    const owner = this.words.owner(visitor);
    if (owner !== null) await this.wishlists.unshare(owner);
    visitor.flash({ key: 'wishlist.unshared', kind: 'success' });
    seeOther(response, '/wishlist');
  }

  private page({ request, response, visitor }: Turn, view: string, title: string, model: object) {
    return this.pages.show(request, response, visitor, view, {
      title,
      noIndex: true,
      model: { title, ...model },
    });
  }
}
