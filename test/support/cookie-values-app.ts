/* oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejected promise to the error handler itself */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { cookieValues } from '../../src/platform/values/cookie-values.js';
import { TooLargeError, type StoredValue, type ValueStore } from '../../src/platform/values/value-store.js';

interface Question {
  deed: 'get' | 'put' | 'delete';
  key: string;
  text?: string;
  expected?: string | null;
  lifeMs?: number;
}

/** One instance of a shop that answers questions about the values in the cookie of whoever asks. */
async function valuesApp(store: ValueStore) {
  const app = express();
  app.use(cookieValues(), express.json({ limit: '2mb' }));
  app.post('/', async (request, response) => {
    const { deed, key, text = '', expected = null, lifeMs } = request.body as Question;
    if (deed === 'get') response.json(await store.get(key, lifeMs));
    else if (deed === 'put') response.json(await store.put(key, text, expected, lifeMs!));
    else response.json((await store.delete(key)) ?? null);
  });
  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    const { bytes, maxBytes } = error as Partial<TooLargeError>;
    response.status(500).json({ kind: error.constructor.name, message: error.message, bytes, maxBytes });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** What a browser remembers; the copies of it that a thief may take are plain texts. */
export class Browser {
  cookie = '';
  /** The last Set-Cookie header. */
  header = '';

  forget(): void {
    this.cookie = '';
  }

  hear(answer: globalThis.Response): void {
    for (const header of answer.headers.getSetCookie()) {
      this.header = header;
      this.cookie = /; Max-Age=0;/.test(header) ? '' : header.split(';', 1)[0]!;
    }
  }
}

/** The cookie store as a visitor meets it: each call is a request of `browser` to an instance of its own. */
export async function cookieStoreOf(store: ValueStore, browser: Browser): Promise<ValueStore> {
  const { server, url } = await valuesApp(store);
  async function ask<T>(question: Question): Promise<T> {
    const headers = { 'content-type': 'application/json', cookie: browser.cookie };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(question) });
    const said: unknown = await answer.json();
    browser.hear(answer);
    if (!answer.ok) throw errorOf(said as { kind: string; message: string; bytes: number; maxBytes: number });
    return said as T;
  }
  return {
    name: store.name,
    promises: store.promises,
    maxBytes: store.maxBytes,
    open: () => store.open(),
    get: (key, lifeMs) =>
      ask<StoredValue | null>({ deed: 'get', key, ...(lifeMs !== undefined && { lifeMs }) }),
    put: (key, text, expected, lifeMs) => ask<boolean>({ deed: 'put', key, text, expected, lifeMs }),
    delete: async (key) => {
      await ask({ deed: 'delete', key });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await store.close();
    },
  };
}

function errorOf(said: { kind: string; message: string; bytes: number; maxBytes: number }): Error {
  if (said.kind === 'TooLargeError') return new TooLargeError(said.bytes, said.maxBytes);
  return said.kind === 'RangeError' ? new RangeError(said.message) : new Error(said.message);
}
