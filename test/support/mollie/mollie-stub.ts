import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from '../../../scripts/rig/stripe/faults.js';
import { callApi } from './api.js';
import { hostedPage, wayIn } from './hosted-page.js';
import { Payments, type Payment } from './payments.js';
import { Refusal } from './refusal.js';

interface Answer {
  status: number;
  body: string;
}

/** A server that speaks Mollie's protocol: the API, the page on which shoppers pay, and calls of the webhook. */
export class MollieStub {
  readonly faults = new Faults();
  readonly payments = new Payments((payment) => this.told(payment));
  /** Every call of the API that arrived: `POST /v2/payments`. */
  readonly calls: string[] = [];
  /** Whether changes are told at once, at the address that came with the payment. */
  isTelling = false;
  origin = '';
  /** Answers by idempotency key, for an hour. */
  private readonly kept = new Map<string, { fingerprint: string; answer: Answer | null }>();
  private readonly server = createServer((request, response) => void this.serve(request, response));

  static async open(): Promise<MollieStub> {
    const stub = new MollieStub();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.origin = `http://127.0.0.1:${(stub.server.address() as AddressInfo).port}`;
    return stub;
  }

  /** The settings of a shop at `shopUrl` that is connected to this server. */
  settings(shopUrl = 'http://127.0.0.1:1'): Record<string, string> {
    return { MOLLIE_API_KEY: 'test_stub', MOLLIE_API_URL: this.origin, PUBLIC_URL: shopUrl };
  }

  of(orderNumber: string): Payment[] {
    return [...this.payments.all.values()].filter(({ metadata }) => metadata['order_number'] === orderNumber);
  }

  /** As Mollie calls. Status of the answer. */
  async tell(id: string, url: string): Promise<number> {
    const body = new URLSearchParams({ id });
    return (await fetch(url, { method: 'POST', body })).status;
  }

  /** As after an hour. */
  forgetKeys(): void {
    this.kept.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private told({ id, webhookUrl }: Payment): void {
    if (this.isTelling && webhookUrl !== null) void this.tell(id, webhookUrl).catch(() => undefined);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { pathname } = new URL(request.url ?? '/', this.origin);
    const [, hosted] = /^\/checkout\/(\w+)$/.exec(pathname) ?? [];
    if (hosted === undefined) return this.api(request, response, pathname, text);
    const payment = this.payments.get(hosted);
    const way = request.method === 'POST' ? wayIn(text) : null;
    if (way === null) return void response.setHeader('content-type', 'text/html').end(hostedPage(payment));
    this.payments.end(hosted, way);
    response.writeHead(303, { location: payment.redirectUrl }).end();
  }

  private async api(request: IncomingMessage, response: ServerResponse, path: string, text: string) {
    const call = `${request.method} ${path}`;
    this.calls.push(call);
    const fault = this.faults.take(call);
    if (fault === 'refuse_connection') return void response.destroy();
    const work = async (): Promise<Answer> => {
      await this.faults.delay();
      if (fault === 'error_500')
        return refused(new Refusal(500, 'Internal Server Error', 'Something went wrong'));
      return this.answer(request.method ?? 'GET', path, text);
    };
    const isRead = request.method === 'GET';
    const key = isRead ? undefined : (request.headers['idempotency-key'] as string | undefined);
    const answer = await this.once(key, `${call} ${text}`, work);
    if (fault === 'drop') return void response.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/hal+json' }).end(answer.body);
  }

  /** The first answer of a key again; 400 for other parameters, 409 while it runs. Source: docs.mollie.com/reference/api-idempotency */
  private async once(
    key: string | undefined,
    fingerprint: string,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    if (key === undefined) return work();
    const earlier = this.kept.get(key);
    if (earlier && earlier.fingerprint !== fingerprint)
      return refused(new Refusal(400, 'Bad Request', 'The idempotency key was used for another request'));
    if (earlier)
      return earlier.answer ?? refused(new Refusal(409, 'Conflict', 'The first request still runs'));
    const kept = { fingerprint, answer: null as Answer | null };
    this.kept.set(key, kept);
    kept.answer = await work();
    if (kept.answer.status >= 500) this.kept.delete(key);
    return kept.answer;
  }

  private answer(method: string, path: string, text: string): Answer {
    try {
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      const [status, answer] = callApi(this.payments, method, path, body, this.origin);
      return { status, body: answer ? JSON.stringify(answer) : '' };
    } catch (error) {
      return refused(error);
    }
  }
}

function refused(error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  return { status: error.status, body: JSON.stringify(error.body) };
}
