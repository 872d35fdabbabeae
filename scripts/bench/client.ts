import { gunzipSync } from 'node:zlib';
import { Agent, request as send, type IncomingHttpHeaders } from 'node:http';
import { Cookies } from '../rig/cookies.js';

export interface BenchRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Value of the Cookie header. */
  cookie?: string | undefined;
  /** Form fields, encoded. */
  body?: string;
  /** Others than a browser's usual ones, or in their place. */
  headers?: Record<string, string>;
  /** Address of this machine that it comes from: any of 127.0.0.0/8, so that limits for one address tell visitors apart. */
  from?: string;
}

export interface BenchAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As it came, perhaps compressed. */
  body: Buffer;
  /** Uncompressed, when somebody asks. */
  readonly text: string;
}

/** Sends requests as a browser would, over connections that stay open. */
export class Client {
  private readonly agent: Agent;
  private readonly url: URL;

  constructor(
    url: string,
    readonly connections: number,
  ) {
    this.url = new URL(url);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send(request: BenchRequest): Promise<BenchAnswer> {
    const { method, path, body, from } = request;
    const headers = headersOf(request, this.url.origin);
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.url;
      const own = { agent: this.agent, ...(from && { localAddress: from }) };
      const outgoing = send({ ...own, hostname, port, method, path, headers });
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () =>
          resolve(answerOf(incoming.statusCode!, incoming.headers, Buffer.concat(chunks))),
        );
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

export function headersOf({ method, cookie, body, headers }: BenchRequest, origin: string) {
  return {
    accept: 'text/html',
    'accept-encoding': 'gzip',
    ...(cookie && { cookie }),
    ...(method === 'POST' && {
      origin,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body ?? '')),
    }),
    ...headers,
  };
}

function answerOf(status: number, headers: IncomingHttpHeaders, body: Buffer): BenchAnswer {
  const isZipped = headers['content-encoding'] === 'gzip';
  return {
    status,
    headers,
    body,
    get text() {
      return (isZipped ? gunzipSync(body) : body).toString('utf8');
    },
  };
}

/** The Cookie header after an answer: what it sets joins what was there `before`, what it empties goes. */
export function cookieAfter({ headers }: BenchAnswer, before = ''): string {
  const cookies = Cookies.of(before);
  cookies.keep(headers['set-cookie'] ?? []);
  return cookies.header;
}
