import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import compression from 'compression';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeAnswers } from './whole-answers.middleware.js';

const of = (letters: number) => ({ word: 'ü'.repeat(letters) });

describe('an answer that is there as a whole', () => {
  let server: Server;

  beforeAll(async () => {
    const app = express().use(compression({ threshold: 1024 }), wholeAnswers());
    app.get('/:letters', (asked, response) => {
      const value = of(Number(asked.params.letters));
      if (asked.accepts('application/atom+xml', 'json') === 'json') response.json(value);
      else response.type('application/atom+xml; charset=utf-8').send(value.word);
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  async function get(letters: number, headers: Record<string, string>, method = 'GET') {
    const { port } = server.address() as AddressInfo;
    const all = { accept: 'application/json', ...headers };
    const asked = request({ port, path: `/${letters}`, headers: all, method, agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const sent = await buffer(answer);
    const isPacked = sent.length > 0 && answer.headers['content-encoding'] === 'gzip';
    const text = (isPacked ? gunzipSync(sent) : sent).toString();
    return { status: answer.statusCode, headers: answer.headers, sent, text };
  }

  it.each([
    ['small', 100, { 'accept-encoding': 'gzip' }, undefined],
    ['packed at once', 2000, { 'accept-encoding': 'br, gzip' }, 'gzip'],
    ['packed beside', 200_000, { 'accept-encoding': 'gzip' }, 'gzip'],
    ['for somebody who unpacks nothing', 2000, {}, undefined],
  ])('%s comes in one piece that says its length', async (_name, letters, headers, encoding) => {
    const answer = await get(letters, headers);
    expect(answer.headers['transfer-encoding']).toBeUndefined();
    expect(answer.headers['content-length']).toBe(`${answer.sent.length}`);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answer.text)).toEqual(of(letters));
  });

  it('keeps the type that it was given', async () => {
    const { headers, text } = await get(2000, { 'accept-encoding': 'gzip', accept: 'application/atom+xml' });
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(text).toBe(of(2000).word);
  });

  it('is kept apart by what the asker unpacks, and is not sent to who has it', async () => {
    const { headers } = await get(2000, { 'accept-encoding': 'gzip' });
    expect(headers.vary).toBe('Accept-Encoding');
    const again = await get(2000, { 'accept-encoding': 'gzip', 'if-none-match': headers.etag! });
    expect([again.status, again.sent.length]).toEqual([304, 0]);
  });

  it('is not sent to who asks for its head', async () => {
    const answer = await get(2000, { 'accept-encoding': 'gzip' }, 'HEAD');
    expect([answer.status, answer.sent.length]).toEqual([200, 0]);
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
  });
});
