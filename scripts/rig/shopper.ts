import { Agent, request as send, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Cookies } from './cookies.js';

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  /** The body as JSON. */
  json(): unknown;
}

const FORM = 'application/x-www-form-urlencoded';

type Fields = Record<string, string | number> | [string, string][];

const encode = (fields: Fields): string =>
  new URLSearchParams(
    (Array.isArray(fields) ? fields : Object.entries(fields)).map(([name, value]) => [name, String(value)]),
  ).toString();

/**
 * A browser without pages: keeps cookies, sends what a form or a script of ours would send, and does not follow
 * redirects. Every request uses a connection of its own unless `agent` is given.
 */
export class Shopper {
  readonly cookies = new Cookies();

  constructor(
    readonly url: string,
    private readonly agent: Agent | false = false,
  ) {}

  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  /** Posts a form. */
  post(path: string, fields: Fields = {}, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.postBody(path, encode(fields), FORM, headers);
  }

  postJson(path: string, value: unknown, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.postBody(path, JSON.stringify(value), 'application/json', headers);
  }

  postBody(path: string, body: string, type: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    const own = { 'content-type': type, 'content-length': Buffer.byteLength(body), origin: this.url };
    return this.send('POST', path, { ...own, ...headers }, body);
  }

  /**
   * A form of which all but the last byte has arrived at the other end of its own connection; the answer comes once `go`
   * has sent that byte. So many shoppers can press a button at the same moment, however slowly they walked up to it.
   */
  async hold(path: string, fields: Fields): Promise<{ go(): Promise<Answer> }> {
    const body = Buffer.from(encode(fields));
    const headers = { 'content-type': FORM, 'content-length': body.length, origin: this.url };
    const { outgoing, answer } = this.open('POST', path, headers);
    await new Promise<void>((resolve, reject) => {
      outgoing.once('error', reject);
      outgoing.write(body.subarray(0, -1), () => resolve());
    });
    return {
      go: () => {
        outgoing.end(body.subarray(-1));
        return answer;
      },
    };
  }

  /** Another browser with the same cookies at this moment, at the same address unless told. */
  twin(url = this.url): Shopper {
    const twin = new Shopper(url, this.agent);
    this.cookies.forEach((value, name) => twin.cookies.set(name, value));
    return twin;
  }

  private send(method: string, path: string, headers: OutgoingHttpHeaders, body?: string): Promise<Answer> {
    const { outgoing, answer } = this.open(method, path, headers);
    outgoing.end(body);
    return answer;
  }

  /** A request whose body is still to come. */
  private open(method: string, path: string, headers: OutgoingHttpHeaders) {
    const cookie = this.cookies.header;
    const all = { accept: 'text/html,*/*', ...(cookie && { cookie }), ...headers };
    const outgoing = send(new URL(path, this.url), { method, headers: all, agent: this.agent });
    const answer = new Promise<Answer>((resolve, reject) => {
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => void this.read(incoming).then(resolve, reject));
    });
    return { outgoing, answer };
  }

  private async read(incoming: IncomingMessage): Promise<Answer> {
    this.cookies.keep(incoming.headers['set-cookie'] ?? []);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const status = incoming.statusCode!;
    return { status, headers: incoming.headers, text, json: () => JSON.parse(text) as unknown };
  }
}
