import { Body, Controller, Get, Param, Post, Query as QueryString, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { CartService } from '../../shop/cart/cart.service.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { ProductPage, ShownReviews } from '../../shop/catalog/product.types.js';
import { type VoteOutcome, ReviewVotes } from '../../shop/reviews/review-votes.service.js';
import { ReviewsService } from '../../shop/reviews/reviews.service.js';
import type { Query } from './collection-query.js';
import { readTexts } from '../forms/checkout.form.js';
import { returnTo } from '../forms/return-to.js';
import { PageService } from '../page/page.service.js';
import { productHref } from './product-card.view.js';
import { readReviewQuery, reviewPages, reviewsView } from './reviews.view.js';
import { seeOther } from '../page/see-other.js';
import { turnOf } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

const SAID: Record<Exclude<VoteOutcome, 'not_found'>, { key: string; kind: 'success' | 'notice' }> = {
  counted: { key: 'reviews.voted', kind: 'success' },
  again: { key: 'reviews.voted_before', kind: 'notice' },
  too_often: { key: 'reviews.too_often', kind: 'notice' },
};

/** Reviews beyond those that the product's own page shows, and who found them helpful. */
@Controller()
export class ReviewsController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly reviews: ReviewsService,
    private readonly votes: ReviewVotes,
    private readonly carts: CartService,
    private readonly prices: VisitorPrices,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get('products/:handle/reviews')
  async list(
    @Param('handle') handle: string,
    @QueryString() query: Query,
    @Res() response: Response,
  ): Promise<void> {
    const { request, visitor } = turnOf(response);
    const product = await this.catalog.productPage(handle);
    const asked = readReviewQuery(query);
    if (!product?.reviews || asked.page > reviewPages(product.reviews, asked))
      throw new NotFoundError('catalog.no_such_product');
    const { formatters } = await this.prices.of(request);
    const list = await this.reviews.page(product.id, asked);
    const words = { messages: this.messages, formatters };
    await this.pages.show(request, response, visitor, 'catalog/reviews', {
      ...this.head(product),
      model: {
        ...this.place(product),
        reviews: reviewsView(product, product.reviews satisfies ShownReviews, list, asked, words),
      },
    });
  }

  /** A guest gets a session by it: there has to be somebody who said so. */
  @Post('reviews/:id/helpful')
  async helpful(@Param('id') id: string, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const { request, visitor } = turnOf(response);
    const where = returnTo(readTexts(body)['return_to'], '/');
    const reviewId = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
    if (!(await this.votes.canVote(reviewId))) throw new NotFoundError('reviews.no_such_review');
    const cartId = visitor.cartId ?? this.carts.newGuestCartId();
    if (visitor.cartId === null) await visitor.rememberCart(cartId);
    const outcome = await this.votes.vote(reviewId, cartId, request.ip ?? '');
    if (outcome === 'not_found') throw new NotFoundError('reviews.no_such_review');
    visitor.flash(SAID[outcome]);
    seeOther(response, where);
  }

  /** For search engines it is a part of the product's page. */
  private head({ title, handle }: ProductPage) {
    return {
      title: this.messages.t('reviews.of', { name: title }),
      canonical: productHref(handle),
      noIndex: true,
      isPersonal: false,
    };
  }

  private place({ title, handle }: ProductPage) {
    const { t } = this.messages;
    return {
      title: t('reviews.of', { name: title }),
      name: title,
      href: productHref(handle),
      here: t('reviews.title'),
      crumbs: [
        { href: '/', text: t('common.home') },
        { href: productHref(handle), text: title },
      ],
    };
  }
}
