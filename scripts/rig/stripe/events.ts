import Stripe from 'stripe';
import { newId } from './intents.js';

export interface StubEvent {
  id: string;
  type: string;
  /** The bytes that are signed and sent. */
  payload: string;
}

/** Makes events as Stripe does and signs them with Stripe's own library. They are kept until somebody delivers them. */
export class Events {
  readonly all: StubEvent[] = [];
  /** Where new events go at once; null keeps them back. */
  deliverTo: string | null = null;

  constructor(readonly secret: string) {}

  tell(type: string, object: object): StubEvent {
    const created = Math.floor(Date.now() / 1000);
    const head = { id: newId('evt'), object: 'event', api_version: Stripe.API_VERSION, created, type };
    const body = { ...head, livemode: false, pending_webhooks: 1, data: { object: structuredClone(object) } };
    const event = { id: head.id, type, payload: JSON.stringify(body, null, 2) };
    this.all.push(event);
    if (this.deliverTo !== null) void this.deliver(event, this.deliverTo).catch(() => undefined);
    return event;
  }

  /** The newest event of a type about an object whose JSON has `text` in it. */
  last(type: string, text = ''): StubEvent {
    const found = this.all.findLast((event) => event.type === type && event.payload.includes(text));
    if (!found) throw new Error(`no event ${type}`);
    return found;
  }

  /** The header `Stripe-Signature`. `secondsFromNow`: negative for an old one. */
  sign(payload: string, { secret = this.secret, secondsFromNow = 0 } = {}): string {
    const timestamp = Math.floor(Date.now() / 1000) + secondsFromNow;
    return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  }

  async deliver(event: StubEvent, url: string): Promise<number> {
    return this.post(url, event.payload, this.sign(event.payload));
  }

  /** Status of the answer. */
  async post(url: string, payload: string, signature: string | null): Promise<number> {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const signed = signature === null ? headers : { ...headers, 'stripe-signature': signature };
    return (await fetch(url, { method: 'POST', body: payload, headers: signed })).status;
  }
}
