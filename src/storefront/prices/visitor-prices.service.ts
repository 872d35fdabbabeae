import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Convert, PriceList } from '../../core/pricing/convert.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { noteRead, requestMemo } from '../../platform/request/request-stats.js';
import { cookieRules } from '../../platform/session/session-cookie.js';
import { Formatters } from '../../platform/views/formatters.js';
import { PriceLists } from '../../shop/catalog/price-lists/price-lists.service.js';
import { currencyCookieName, wantedCurrency } from '../page/wanted-currency.js';

const LIFE_MS = 365 * 86_400_000;
const MEMO = 'price lists';

/** In what somebody sees prices. `list` and `convert` are null for the shop's own currency. */
export interface Prices {
  list: PriceList | null;
  convert: Convert | null;
  currency: string;
  formatters: Formatters;
}

/** The currency that a browser has chosen, and the price list of it. */
@Injectable()
export class VisitorPrices {
  private readonly log = new Logger(VisitorPrices.name);
  private known: PriceList[] = [];

  constructor(
    private readonly lists: PriceLists,
    private readonly formatters: Formatters,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** What the cookie says, for whoever asks for the list themselves; null for the shop's own currency. */
  wanted(request: Request): string | null {
    return wantedCurrency(request, this.env);
  }

  /** Who has chosen nothing costs nothing. A currency without a list is the shop's own. */
  async of(request: Request): Promise<Prices> {
    const wanted = this.wanted(request);
    const list = wanted === null ? null : (await this.all()).find(({ currency }) => currency === wanted);
    return this.by(list ?? null);
  }

  /** By a currency that an address names; anything that is none of ours is the shop's own. */
  async in(currency: unknown): Promise<Prices> {
    if (typeof currency !== 'string' || currency === this.env.CURRENCY) return this.by(null);
    return this.by((await this.all()).find((list) => list.currency === currency) ?? null);
  }

  by(list: PriceList | null): Prices {
    const currency = list?.currency ?? this.env.CURRENCY;
    const formatters = this.formatters.in(currency);
    return { list, convert: this.lists.converter(list), currency, formatters };
  }

  /** All that can be chosen, the shop's own first. */
  async choices(): Promise<string[]> {
    return [...new Set([this.env.CURRENCY, ...(await this.all()).map(({ currency }) => currency)])];
  }

  /** False when there is no such currency to choose. */
  async choose(response: Response, currency: string): Promise<boolean> {
    if (!(await this.choices()).includes(currency)) return false;
    const name = currencyCookieName(this.env);
    if (currency === this.env.CURRENCY) response.clearCookie(name, cookieRules(this.env));
    else response.cookie(name, currency, { ...cookieRules(this.env), maxAge: LIFE_MS });
    return true;
  }

  /**
   * Once for each request: what a page says, the name under which it is kept and the lists that it is known to be made of must be of
   * one moment, also when a list is removed while it is made.
   */
  private all(): Promise<PriceList[]> {
    const known = requestMemo()?.get(MEMO) as Promise<PriceList[]> | undefined;
    const lists = known ?? this.read();
    requestMemo()?.set(MEMO, lists);
    return lists;
  }

  /** With MySQL away those of before still stand. */
  private async read(): Promise<PriceList[]> {
    try {
      this.known = await this.lists.all();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      // So that no page is kept with it.
      noteRead('price lists', this.known, true);
      this.log.warn(`the price lists could not be read: ${error.message}`);
    }
    return this.known;
  }
}
