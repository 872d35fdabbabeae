import { Inject, Injectable, Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import { deadline } from '../../../platform/clock/deadline.js';
import { UnavailableError } from '../../../platform/errors/shop-error.js';
import { isClearNo, isMissing } from './stripe-answers.js';
import { STRIPE, type StripeClient } from './stripe-client.js';
import { StripeCustomersService } from './stripe-customers.service.js';

/** A page waits no longer for it. */
const PATIENCE_MS = 5000;
/** As many as Stripe answers with at once. */
const MAX_CARDS = 100;

/** A card that Stripe keeps for a customer. `brand`: Stripe's word, such as `visa`; `month` counts from 1. */
export interface SavedCard {
  id: string;
  brand: string;
  lastFour: string;
  expires: { year: number; month: number };
}

/** The cards that customers have saved. Nothing of them is kept here: Stripe is asked each time. */
@Injectable()
export class StripeCardsService {
  private readonly log = new Logger(StripeCardsService.name);

  constructor(
    @Inject(STRIPE) private readonly client: StripeClient | null,
    private readonly customers: StripeCustomersService,
  ) {}

  /** Whether cards can be saved at all. */
  get isConnected(): boolean {
    return this.client !== null;
  }

  /** Newest first. Errors: UnavailableError when Stripe does not answer. */
  async list(customerId: number): Promise<SavedCard[]> {
    const owner = await this.customers.idOf(customerId);
    if (owner === null) return [];
    const params = { type: 'card', limit: MAX_CARDS } as const;
    const listing = this.ask((stripe) => stripe.customers.listPaymentMethods(owner, params));
    const found = await listing.catch((error: unknown) => this.noneOf(owner, error));
    return found.data.flatMap(savedCard);
  }

  /**
   * The card that is gone now; null when this customer had no such card, which is also the answer about another's.
   * Errors: UnavailableError, which says whether it may have been removed.
   */
  async remove(customerId: number, id: string): Promise<SavedCard | null> {
    const card = (await this.list(customerId)).find((one) => one.id === id);
    if (!card) return null;
    try {
      await this.ask((stripe) => stripe.paymentMethods.detach(id));
      return card;
    } catch (error) {
      if (isClearNo(error)) return null;
      this.log.warn(`removing a card: ${(error as Error).message}`);
      throw new UnavailableError('account.cards_unsure');
    }
  }

  /** A customer that was deleted at Stripe has no cards. */
  private async noneOf(owner: string, error: unknown): Promise<{ data: [] }> {
    if (!isMissing(error)) {
      this.log.warn(`saved cards: ${(error as Error).message}`);
      throw new UnavailableError('account.cards_away');
    }
    await this.customers.forget(owner);
    return { data: [] };
  }

  private async ask<T>(exchange: (stripe: Stripe) => Promise<T>): Promise<T> {
    if (!this.client) throw new Error('Stripe is not connected');
    return deadline(this.client.call(exchange), PATIENCE_MS);
  }
}

const savedCard = ({ id, card }: Stripe.PaymentMethod): SavedCard[] =>
  card
    ? [
        {
          id,
          brand: card.brand,
          lastFour: card.last4,
          expires: { year: card.exp_year, month: card.exp_month },
        },
      ]
    : [];
