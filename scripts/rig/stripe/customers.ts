import { group, texts, textOf, type Params } from './form-body.js';
import { newId } from './intents.js';
import { missing, Refusal } from './refusal.js';

export interface StubCustomer {
  id: string;
  object: 'customer';
  metadata: Record<string, string>;
}

/** A card as the API shows it, and the number with which it is charged. */
export interface StubCard {
  id: string;
  object: 'payment_method';
  type: 'card';
  allow_redisplay: 'always';
  card: { brand: string; last4: string; exp_month: number; exp_year: number };
  customer: string | null;
}

/** Customers, the cards they keep, and the secrets with which a browser may see them. */
export class Customers {
  readonly all = new Map<string, StubCustomer>();
  private readonly cards = new Map<string, StubCard & { number: string }>();
  private readonly secrets = new Map<string, { customer: string; features: Record<string, string> }>();

  create(params: Params): StubCustomer {
    const customer = {
      id: newId('cus'),
      object: 'customer',
      metadata: texts(group(params, 'metadata')),
    } as const;
    this.all.set(customer.id, customer);
    return customer;
  }

  /** Errors: Refusal, as for one that was deleted. `status`: 400 for a parameter, 404 for an address. */
  get(id: string, status: 400 | 404 = 404): StubCustomer {
    const customer = this.all.get(id);
    if (!customer) throw status === 404 ? missing('customer', id) : missing('customer', id, 'customer');
    return customer;
  }

  /** As with the button of the dashboard: its cards are gone too. */
  delete(id: string): object {
    this.get(id);
    this.all.delete(id);
    for (const card of this.cards.values()) if (card.customer === id) card.customer = null;
    return { id, object: 'customer', deleted: true };
  }

  /** What a browser gets to see the cards of one customer, for what the shop has switched on. */
  openSession(params: Params): object {
    const { id } = this.get(textOf(params, 'customer') ?? '', 400);
    const element = group(group(params, 'components'), 'payment_element');
    const secret = newId('cuss_secret');
    this.secrets.set(secret, { customer: id, features: texts(group(element, 'features')) });
    return { object: 'customer_session', customer: id, client_secret: secret };
  }

  /** Errors: Refusal for a secret that was never given. */
  bySecret(secret: string): { customer: string; features: Record<string, string> } {
    const session = this.secrets.get(secret);
    if (!session) throw missing('customer_session', secret);
    return session;
  }

  save(customer: string, number: string): StubCard {
    this.get(customer);
    const card = {
      id: newId('pm'),
      object: 'payment_method',
      type: 'card',
      allow_redisplay: 'always',
      card: { brand: 'visa', last4: number.slice(-4), exp_month: 12, exp_year: 2034 },
      customer,
      number,
    } as const;
    this.cards.set(card.id, card);
    return shown(card);
  }

  cardsOf(customer: string): StubCard[] {
    this.get(customer);
    return [...this.cards.values()].filter((card) => card.customer === customer).map(shown);
  }

  card(id: string): StubCard {
    return shown(this.find(id));
  }

  detach(id: string): StubCard {
    const card = this.find(id);
    if (card.customer === null)
      throw new Refusal(400, 'invalid_request_error', 'payment_method_not_attached', 'It is not attached.');
    card.customer = null;
    return shown(card);
  }

  /** The number behind a saved card. Errors: Refusal when it is not this customer's. */
  numberFor(customer: string | null, id: string): string {
    const card = this.find(id);
    if (card.customer !== null && card.customer === customer) return card.number;
    throw new Refusal(
      400,
      'invalid_request_error',
      'payment_method_invalid_parameter',
      'The PaymentMethod does not belong to the Customer of this PaymentIntent.',
    );
  }

  private find(id: string): StubCard & { number: string } {
    const card = this.cards.get(id);
    if (!card) throw missing('payment_method', id);
    return card;
  }
}

const shown = ({ number: _hidden, ...card }: StubCard & { number: string }): StubCard => ({ ...card });
