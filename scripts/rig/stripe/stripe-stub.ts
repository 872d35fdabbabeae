import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Customers } from './customers.js';
import { Events } from './events.js';
import { Faults } from './faults.js';
import { readParams, type Params } from './form-body.js';
import { Idempotency, type StubAnswer } from './idempotency.js';
import { Intents } from './intents.js';
import { showPage } from './public-pages.js';
import { Refunds } from './refunds.js';
import { Refusal } from './refusal.js';
import { callApi } from './routes.js';
import { Sessions } from './sessions.js';

export interface Books {
  customers: Customers;
  intents: Intents;
  refunds: Refunds;
  sessions: Sessions;
  origin: string;
}

/** A server that speaks Stripe's protocol: the API, the script for browsers, the hosted page, and signed events. */
export class StripeStub implements Books {
  readonly faults = new Faults();
  readonly events = new Events('whsec_stub');
  readonly customers = new Customers();
  readonly intents = new Intents((type, object) => this.events.tell(type, object), this.customers);
  readonly refunds = new Refunds(this.intents, (type, object) => this.events.tell(type, object));
  readonly sessions = new Sessions(this.intents, () => this.origin, this.customers);
  readonly idempotency = new Idempotency();
  /** Every call of the API that arrived: `POST /v1/refunds`. */
  readonly calls: string[] = [];
  origin = '';
  private readonly server = createServer((request, response) => void this.serve(request, response));

  static async open(): Promise<StripeStub> {
    const stub = new StripeStub();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.origin = `http://127.0.0.1:${(stub.server.address() as AddressInfo).port}`;
    return stub;
  }

  /** The settings of a shop that is connected to this server. */
  get settings(): Record<string, string> {
    return {
      STRIPE_SECRET_KEY: 'sk_test_stub',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_stub',
      STRIPE_WEBHOOK_SECRET: this.events.secret,
      STRIPE_API_URL: this.origin,
      STRIPE_JS_URL: `${this.origin}/v3/`,
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.origin);
    const method = request.method ?? 'GET';
    const text = method === 'GET' ? url.search.slice(1) : Buffer.concat(chunks).toString();
    const params = readParams(text);
    const page = showPage(this, method, url, params);
    if (page) {
      const location = page.location === undefined ? {} : { location: page.location };
      return void response.writeHead(page.status, { 'content-type': page.type, ...location }).end(page.body);
    }
    await this.api(request, response, url.pathname, text, params);
  }

  private async api(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    text: string,
    params: Params,
  ): Promise<void> {
    const method = request.method ?? 'GET';
    this.calls.push(`${method} ${path}`);
    const fault = this.faults.take(`${method} ${path}`);
    if (fault === 'refuse_connection') return void response.destroy();
    const key = request.headers['idempotency-key'] as string | undefined;
    const work = async () => {
      await this.faults.delay();
      return fault === 'error_500' ? serverError() : this.answer(() => callApi(this, method, path, params));
    };
    const answer =
      fault === 'error_503'
        ? { ...serverError(503), isReplay: false }
        : await this.idempotency.answer(key, `${method} ${path} ${text}`, work).catch(refused);
    if (fault === 'drop') return void response.destroy();
    const replay = answer.isReplay ? { 'idempotent-replayed': 'true' } : {};
    const noRetry = answer.status >= 500 ? { 'stripe-should-retry': 'false' } : {};
    response.writeHead(answer.status, { 'content-type': 'application/json', ...replay, ...noRetry });
    response.end(answer.body);
  }

  private answer(call: () => object): StubAnswer {
    try {
      return { status: 200, body: JSON.stringify(call()) };
    } catch (error) {
      return refused(error);
    }
  }
}

function refused(error: unknown): StubAnswer & { isReplay: boolean } {
  if (!(error instanceof Refusal)) throw error;
  return { status: error.status, body: error.body, isReplay: false };
}

const serverError = (status = 500): StubAnswer =>
  refused(new Refusal(status, 'api_error', 'api_error', 'Something went wrong.'));
