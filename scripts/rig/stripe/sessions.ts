import { group, texts, textOf, type Params } from './form-body.js';
import type { Customers } from './customers.js';
import { newId, type Intent, type Intents } from './intents.js';
import { missing, Refusal } from './refusal.js';

/** A Checkout Session of mode `payment`. Its intent is made when somebody pays. */
export interface Session {
  id: string;
  object: 'checkout.session';
  amount_total: number;
  currency: string;
  status: 'open' | 'complete' | 'expired';
  payment_intent: string | null;
  success_url: string;
  cancel_url: string;
  customer: string | null;
  url: string | null;
  locale: string;
  intentData: Params;
  /** Whether the page offers to keep the card. */
  saves: boolean;
}

export class Sessions {
  readonly all = new Map<string, Session>();

  constructor(
    private readonly intents: Intents,
    private readonly origin: () => string,
    private readonly customers: Customers,
  ) {}

  get(id: string): Session {
    const session = this.all.get(id);
    if (!session) throw missing('checkout.session', id);
    const { payment_intent: intent } = session;
    if (session.status === 'open' && intent && this.intents.get(intent).status === 'requires_capture')
      Object.assign(session, { status: 'complete', url: null });
    return session;
  }

  create(params: Params): Session {
    const customer = textOf(params, 'customer') ?? null;
    if (customer !== null) this.customers.get(customer, 400);
    const options = group(params, 'saved_payment_method_options');
    const items = Object.values(group(params, 'line_items')) as Params[];
    const prices = items.map((item) => group(item, 'price_data'));
    const id = newId('cs_test');
    const session: Session = {
      id,
      object: 'checkout.session',
      amount_total: items.reduce(
        (sum, item, nth) =>
          sum + Number(textOf(prices[nth]!, 'unit_amount')) * Number(textOf(item, 'quantity')),
        0,
      ),
      currency: textOf(prices[0] ?? {}, 'currency') ?? '',
      status: 'open',
      payment_intent: null,
      success_url: textOf(params, 'success_url') ?? '',
      cancel_url: textOf(params, 'cancel_url') ?? '',
      customer,
      saves: textOf(options, 'payment_method_save') === 'enabled',
      url: `${this.origin()}/c/pay/${id}`,
      locale: textOf(params, 'locale') ?? 'auto',
      intentData: group(params, 'payment_intent_data'),
    };
    this.all.set(id, session);
    return session;
  }

  /** The intent of the page, made by the first attempt to pay. */
  intentOf(session: Session): Intent {
    if (session.payment_intent) return this.intents.get(session.payment_intent);
    const { intentData, amount_total, currency, customer } = session;
    const owned = customer === null ? intentData : { ...intentData, customer };
    const intent = this.intents.create({ ...owned, amount: String(amount_total), currency });
    session.payment_intent = intent.id;
    return intent;
  }

  /** Ends an open page, and the intent of an attempt that came to nothing. */
  expire(id: string): Session {
    const session = this.get(id);
    if (session.status !== 'open')
      throw new Refusal(
        400,
        'invalid_request_error',
        'resource_missing',
        'Only open sessions can be expired.',
      );
    Object.assign(session, { status: 'expired', url: null });
    if (session.payment_intent) this.intents.cancel(session.payment_intent);
    return session;
  }

  /** As the API shows it. */
  show({ intentData: _data, saves: _saves, ...session }: Session, expand: Params) {
    const { payment_intent: intent } = session;
    const isExpanded = Object.values(texts(expand)).includes('payment_intent');
    return { ...session, payment_intent: intent && isExpanded ? this.intents.get(intent) : intent };
  }
}
