import { Injectable, Logger } from '@nestjs/common';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { currentLanguage } from '../../platform/language/current-language.js';
import { hasOldRead, noteRead } from '../../platform/request/request-stats.js';
import { liveSession } from '../../platform/live/session-handle.js';
import type { Message, Visitor } from '../../platform/session/visitor.js';
import { CartService } from '../../shop/cart/cart.service.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';

export interface HeaderFacts {
  path: string;
  collections: readonly { handle: string; title: string; imageSrc?: string | null }[];
  /** In which prices can be shown, the shop's own first. */
  currencies: readonly string[];
  /** Null: the cart could not be read. */
  itemCount: number | null;
  /** `<how many> <state>` of the wishlist, as the script that marks hearts knows it; '': there is none; null: nobody knows. */
  wishes: string | null;
  isSignedIn: boolean;
  /** Handle of the session, by which the page listens for changes; null for most visitors. */
  session: string | null;
  storeIsAway: boolean;
  /** Something on the page is older than it would be with MySQL there. */
  isOld: boolean;
  message: Message | null;
}

/** What the top of every page says. A store that is away leaves a gap there; it never fails the page. */
@Injectable()
export class ShopHeader {
  private readonly log = new Logger(ShopHeader.name);
  /** By language. */
  private readonly menus = new Map<string | null, HeaderFacts['collections']>();

  constructor(
    private readonly catalog: CatalogService,
    private readonly carts: CartService,
    private readonly prices: VisitorPrices,
  ) {}

  async of(path: string, visitor: Visitor, knownCount?: number): Promise<HeaderFacts> {
    // Before the menu is read: with an old menu, a page is as good as new.
    const isOld = hasOldRead();
    const [collections, currencies, counts] = await Promise.all([
      this.collections(),
      this.prices.choices(),
      this.counts(visitor, knownCount),
    ]);
    const { itemCount, wishes } = counts;
    const message = await visitor.takeFlash();
    const storeIsAway = visitor.storeIsAway || itemCount === null;
    const isSignedIn = visitor.customerId !== null;
    const session = liveSession(visitor);
    return {
      path,
      collections,
      currencies,
      itemCount,
      wishes,
      message,
      isSignedIn,
      session,
      storeIsAway,
      isOld,
    };
  }

  /** With MySQL away the menu of before still stands. */
  private async collections(): Promise<HeaderFacts['collections']> {
    const language = currentLanguage();
    try {
      const menu = await this.catalog.collections();
      this.menus.set(language, menu);
      return menu;
    } catch (error) {
      const known = this.menus.get(language) ?? [];
      // So that no page is kept with it.
      noteRead('menu', known, true);
      this.log.warn(`the menu could not be read: ${(error as Error).message}`);
      return known;
    }
  }

  /** `knownCount`: of who has read the cart; what was noted beside it is in the same answer. */
  private async counts(visitor: Visitor, knownCount?: number): Promise<Counts> {
    const { cartId, storeIsAway } = visitor;
    if (storeIsAway) return { itemCount: knownCount ?? null, wishes: null };
    try {
      const { itemCount, wishes } = await this.carts.headCounts(cartId);
      return { itemCount: knownCount ?? itemCount, wishes };
    } catch (error) {
      if (error instanceof UnavailableError) return { itemCount: knownCount ?? null, wishes: null };
      throw error;
    }
  }
}

type Counts = Pick<HeaderFacts, 'itemCount' | 'wishes'>;
