import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { routeName } from '../../platform/metrics/route-name.js';
import { hasOldRead, requestEndsAt, requestReads } from '../../platform/request/request-stats.js';
import { hasOurCookie } from '../../platform/session/session-cookie.js';
import type { Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { AwayCart } from '../cart/away-cart.service.js';
import type { SharePicture } from '../share/share-address.js';
import { VisitorPrices, type Prices } from '../prices/visitor-prices.service.js';
import { pageFiles } from './assets.js';
import { HoleFilling } from './hole-filling.service.js';
import { cutFrame, fillFrame, type Frame } from './holes.js';
import { type KeptPage, KeptPages } from './kept-pages.js';
import { publicBase, publicOrigin } from './public-url.js';
import { sendFinished, sendHtml, sendSpliced } from './send-html.js';
import { type HeaderFacts, ShopHeader } from './shop-header.service.js';
import { isPersonal, shopLayout } from './shop-layout.view.js';
import { turnOf } from './turn.js';
import { keptName } from './wanted-currency.js';
import { wayBack } from './way-back.js';

export interface Page {
  /** Without the shop's name, which the layout adds. */
  title: string;
  /** 200 when left out. */
  status?: number;
  description?: string;
  /** Path of the one address of this page in each language, such as `/products/x`; also given to link previews. */
  canonical?: string;
  /** For link previews; the shop's own when left out. */
  picture?: SharePicture;
  /** Path to which the form for the currency leads back, and which other languages show, for pages that have another one than their request. */
  returnTo?: string;
  /** What link previews show besides; a page of a website when left out. */
  share?: { type: 'product'; price: { amount: string; currency: string } };
  /** Path of what feed readers may follow. */
  newsPath?: string;
  /** What search engines read of the page, each an object of schema.org with its own `@context`. */
  linkedData?: readonly object[];
  /** Not for search engines, which may follow its links. */
  noIndex?: boolean;
  /** Of one person: never kept by a cache. The same as `noIndex` when left out. */
  isPersonal?: boolean;
  /** Made of cached values and nothing else: kept whole in this process at its canonical address, once for each language and currency, until one of them changes. */
  isKept?: boolean;
  /** Likewise at this address, which is not answered before its controller: that has something to do for each request. */
  keptBehind?: string;
  /** How many things are in the cart, when the page knows: it is not asked again, and both say the same. */
  itemCount?: number;
  /** What the view needs. The name `layout` is taken. */
  model: object;
  layout?: string;
}

interface Exchange {
  request: Request;
  response: Response;
  visitor: Visitor;
}

/** No address and no currency end like this, so whoever looks before the controllers does not find it. */
const BEHIND = ' behind';

/** Answers a request with a page: the view in its layout, with header, waiting message and caching rules. */
@Injectable()
export class PageService {
  constructor(
    private readonly views: Views,
    private readonly messages: Messages,
    private readonly header: ShopHeader,
    private readonly kept: KeptPages,
    private readonly filling: HoleFilling,
    private readonly away: AwayCart,
    private readonly prices: VisitorPrices,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async show(
    request: Request,
    response: Response,
    visitor: Visitor,
    view: string,
    page: Page,
  ): Promise<void> {
    const ofOne = isPersonal(page);
    const isShared = !ofOne && !this.hasCookie(request) && (page.status ?? 200) === 200;
    const prices = await this.prices.of(request);
    const name = `${this.keptNameOf(request, prices)}${page.keptBehind === undefined ? '' : BEHIND}`;
    const header = await this.headerOf({ request, response, visitor }, isShared, page.itemCount);
    // Of all who asked for a page at once, one has it made.
    const made = this.mayBeKept(request, page) && this.kept.find(name);
    if (made) return this.send(request, response, made, { isShared, header });
    const origin = publicOrigin(request, this.env);
    const returnTo = page.returnTo ?? wayBack(request, origin);
    const shop = { origin, currency: prices.currency, returnTo };
    const layout = shopLayout(this.messages, page, header, shop);
    const frame = cutFrame(this.views.render(view, { ...page.model, layout }, page.layout ?? 'shop'));
    const kept = this.mayBeKept(request, page) ? this.keep(request, name, frame) : null;
    response.status(page.status ?? 200);
    if (kept) return this.send(request, response, kept, { isShared, header });
    caching(response, isShared);
    sendHtml(request, response, fillFrame(frame, this.filling.of(header)), { isShared, isPersonal: ofOne });
  }

  /** A page that belongs to one person, or to whoever has its address: not for search engines. */
  showOwn(response: Response, view: string, page: Pick<Page, 'title' | 'status' | 'model'>): Promise<void> {
    const { request, visitor } = turnOf(response);
    return this.show(request, response, visitor, view, { ...page, noIndex: true });
  }

  /** A page that was made before, with what belongs to this visitor. */
  async showKept({ request, response, visitor }: Exchange, kept: KeptPage): Promise<void> {
    const isShared = !this.hasCookie(request);
    const header = await this.headerOf({ request, response, visitor }, isShared);
    this.send(request, response, kept, { isShared, header });
  }

  private async headerOf({ request, response, visitor }: Exchange, isShared: boolean, itemCount?: number) {
    if (!isShared) this.away.tidy(request, response, visitor);
    // Before the rest of the answer: it may renew the session's cookie.
    return this.header.of(request.path, visitor, itemCount);
  }

  private keep(request: Request, name: string, frame: Frame): KeptPage | null {
    const madeOf = { reads: requestReads(), endsAt: requestEndsAt(), route: routeName(request) };
    return this.kept.keep(name, frame, madeOf);
  }

  /** At its one address, and made of nothing that is older than it should be. */
  private mayBeKept({ method, originalUrl }: Request, { isKept, canonical, keptBehind }: Page): boolean {
    const address = isKept === true ? canonical : keptBehind;
    return address !== undefined && method === 'GET' && originalUrl === address && !hasOldRead();
  }

  private keptNameOf(request: Request, { list }: Prices): string {
    return keptName(publicBase(request, this.env) + request.originalUrl, list?.currency ?? null);
  }

  private send(
    request: Request,
    response: Response,
    kept: KeptPage,
    { isShared, header }: { isShared: boolean; header: HeaderFacts },
  ): void {
    caching(response, isShared);
    const filling = this.filling.of(header);
    if (isShared) sendFinished(request, response, this.kept.finished(kept, filling));
    else sendSpliced(request, response, kept, filling);
  }

  /** Also when the cookie is not a session of ours: whoever has one may get another page a moment later. */
  private hasCookie(request: Request): boolean {
    return hasOurCookie(request, this.env);
  }
}

/**
 * A page that is the same for everybody without a session may be kept by caches, but they must ask each time: some of them
 * ignore `Vary: Cookie`, and would show somebody with a full cart the page of somebody with an empty one. While a cache asks, it
 * may tell the browser which files the page will need (103 Early Hints): `Link` is for that. Rules for what to fetch ahead come by a header, as an
 * inline script would need a place in the policy.
 */
function caching(response: Response, isShared: boolean): void {
  const { hints, ahead } = pageFiles();
  response.setHeader('Link', hints).setHeader('Speculation-Rules', ahead);
  if (isShared) response.vary('Cookie');
  response.setHeader('Cache-Control', isShared ? 'public, max-age=0, must-revalidate' : 'private, no-store');
}
