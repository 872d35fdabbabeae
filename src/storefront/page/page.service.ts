import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { hasOurCookie } from '../../platform/session/session-cookie.js';
import type { Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { AwayCart } from '../away-cart.service.js';
import { publicUrl } from './public-url.js';
import { sendHtml } from './send-html.js';
import { ShopHeader } from './shop-header.service.js';
import { shopLayout } from './shop-layout.view.js';

export interface Page {
  /** Without the shop's name, which the layout adds. */
  title: string;
  /** 200 when left out. */
  status?: number;
  description?: string;
  /** Path of the one address of this page, such as `/products/x`; also given to link previews. */
  canonical?: string;
  /** Path of the picture for link previews; the shop's own when left out. */
  picture?: string;
  /** Not for search engines. */
  noIndex?: boolean;
  /** Of one person: never kept by a cache. The same as `noIndex` when left out. */
  isPersonal?: boolean;
  /** How many things are in the cart, when the page knows: it is not asked again, and both say the same. */
  itemCount?: number;
  /** What the view needs. The name `layout` is taken. */
  model: object;
  layout?: string;
}

/** Answers a request with a page: the view in its layout, with header, waiting message and caching rules. */
@Injectable()
export class PageService {
  constructor(
    private readonly views: Views,
    private readonly messages: Messages,
    private readonly header: ShopHeader,
    private readonly away: AwayCart,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async show(
    request: Request,
    response: Response,
    visitor: Visitor,
    view: string,
    page: Page,
  ): Promise<void> {
    const isPersonal = page.isPersonal ?? page.noIndex ?? false;
    const isShared = !isPersonal && !this.hasCookie(request) && (page.status ?? 200) === 200;
    if (!isShared) this.away.tidy(request, response, visitor);
    // Before the header is put together: it may renew the session's cookie.
    const header = await this.header.of(request.path, visitor, page.itemCount);
    const shop = { origin: publicUrl(request, this.env), currency: this.env.CURRENCY };
    const layout = {
      ...shopLayout(this.messages, page, header, shop),
      hasDrawer: !isSorryToDrawer(request, page),
    };
    const html = this.views.render(view, { ...page.model, layout }, page.layout ?? 'shop');
    response.status(page.status ?? 200);
    if (isShared) allowCaches(response);
    else response.setHeader('Cache-Control', 'private, no-store');
    sendHtml(request, response, html, { isShared, isPersonal });
  }

  /** Also when the cookie is not a session of ours: whoever has one may get another page a moment later. */
  private hasCookie(request: Request): boolean {
    return hasOurCookie(request, this.env);
  }
}

/** With an empty drawer in it, a page that tells the drawer what went wrong would be taken for its contents. */
const isSorryToDrawer = ({ headers }: Request, { status = 200 }: Page): boolean =>
  status >= 400 && headers['turbo-frame'] === 'cart-contents';

/**
 * A page that is the same for everybody without a session. Caches may keep it but must ask each time: some of them
 * ignore `Vary: Cookie`, and would show somebody with a full cart the page of somebody with an empty one.
 */
function allowCaches(response: Response): void {
  response.vary('Cookie');
  response.setHeader('Cache-Control', 'public, max-age=0, must-revalidate');
}
