import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import express from 'express';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskStore } from '../../src/platform/images/disk-store.js';
import { mediaFiles } from '../../src/platform/images/media-files.js';
import type { MediaStore } from '../../src/platform/images/media-store.js';
import { S3Store } from '../../src/platform/images/s3-store.js';

interface Kit {
  store: MediaStore;
  close(): Promise<void>;
}

async function disk(): Promise<Kit> {
  const folder = mkdtempSync(join(tmpdir(), 'media-store-'));
  return { store: new DiskStore(folder), close: async () => rmSync(folder, { recursive: true }) };
}

/** An independent emulator of S3. */
async function openS3(prefix: string): Promise<Kit & { server: FauxqsServer }> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
  const server = await startFauxqs({ port: 0, logger: false });
  server.createBucket('pictures');
  const endpoint = `http://127.0.0.1:${server.port}`;
  const store = new S3Store({ bucket: 'pictures', prefix, region: 'eu-central-1', endpoint });
  return { server, store, close: () => server.stop() };
}

const kits = {
  disk,
  's3, at the top of a bucket': () => openS3(''),
  's3, in a folder of it': () => openS3('shop/a'),
};
const NAME = '0a/1b2c-64x64-c8b9a6-320.avif';

describe.each(Object.entries(kits))('pictures in %s', (_, open) => {
  let kit: Kit;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    kit = await open();
    await kit.store.open();
    const app = express().use(mediaFiles(kit.store));
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server?.close();
    await kit?.store.close();
    await kit?.close();
  });

  it('are not there until they are put, and then whole', async () => {
    const { store } = kit;
    expect([
      await store.has('0a/none.jpg'),
      await store.read('0a/none.jpg'),
      await store.send('0a/none.jpg'),
    ]).toEqual([false, null, null]);
    const bytes = randomBytes(300_000);
    await store.put(NAME, bytes, 'image/avif');
    expect(await store.has(NAME)).toBe(true);
    expect((await store.read(NAME))!.equals(bytes)).toBe(true);
    const sent = (await store.send(NAME))!;
    expect(sent.size).toBe(bytes.length);
    expect((await buffer(sent.stream)).equals(bytes)).toBe(true);
  });

  it('put again are the new ones, also when many write the same at once', async () => {
    const versions = Array.from({ length: 8 }, (_, n) => Buffer.alloc(200_000, n));
    await Promise.all(versions.map((bytes) => kit.store.put('0a/race.jpg', bytes, 'image/jpeg')));
    const found = (await kit.store.read('0a/race.jpg'))!;
    expect(versions.some((bytes) => bytes.equals(found))).toBe(true);
  });

  it.each(['../a.jpg', '0a/../../a.jpg', '/a.jpg', 'a\\b.jpg', ''])('cannot be called %j', async (name) => {
    await expect(Promise.resolve().then(() => kit.store.read(name))).rejects.toThrow('no name of a file');
  });

  it('are sent to browsers, to be kept for ever', async () => {
    const bytes = randomBytes(100_000);
    await kit.store.put(NAME, bytes, 'image/avif');
    const answer = await fetch(`${url}/media/${NAME}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/avif',
      'content-length': '100000',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    const head = await fetch(`${url}/media/${NAME}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '100000']);
  });

  it('are beside videos, of which browsers ask for one part and then another', async () => {
    const name = '0b/2c3d-320x400.mp4';
    const bytes = randomBytes(100_000);
    await kit.store.put(name, bytes, 'video/mp4');
    expect([await kit.store.size(name), await kit.store.size('0b/none.mp4')]).toEqual([bytes.length, null]);
    const ask = (headers: Record<string, string>, method = 'GET') =>
      fetch(`${url}/media/${name}`, { method, headers });
    const whole = await ask({});
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '100000',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const etag = whole.headers.get('etag')!;
    for (const [range, start, end, more] of [
      ['bytes=0-', 0, 99_999],
      ['bytes=0-1', 0, 1],
      ['bytes=500-70000', 500, 70_000],
      ['bytes=99999-200000', 99_999, 99_999],
      ['bytes=-500', 99_500, 99_999],
      ['bytes=10-19', 10, 19, { 'If-Range': etag }],
    ] as const) {
      const answer = await ask({ Range: range, ...more });
      const sent = Buffer.from(await answer.arrayBuffer());
      expect({ range, status: answer.status, part: answer.headers.get('content-range') }).toEqual({
        range,
        status: 206,
        part: `bytes ${start}-${end}/100000`,
      });
      expect(answer.headers.get('content-length')).toBe(String(end - start + 1));
      expect(sent.equals(bytes.subarray(start, end + 1)), range).toBe(true);
    }
    for (const range of ['bytes=100000-', 'bytes=200000-200001']) {
      const answer = await ask({ Range: range });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */100000']);
    }
    for (const headers of [
      { Range: 'bytes=0-1,5-6' },
      { Range: 'lines=0-1' },
      { Range: 'bytes=x' },
      { Range: 'bytes=0-1', 'If-Range': '"another"' },
    ]) {
      const answer = await ask(headers as Record<string, string>);
      expect([headers, answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([
        headers,
        200,
        100_000,
      ]);
    }
    const again = await ask({ 'If-None-Match': etag, 'Cache-Control': 'max-age=0' });
    expect(again.status).toBe(304);
    const head = await ask({ Range: 'bytes=0-1' }, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '100000']);
    expect((await fetch(`${url}/media/0b/none.mp4`, { headers: { Range: 'bytes=0-1' } })).status).toBe(404);
  });

  it('are all that is sent: no notes of the shop, no other files, no other methods', async () => {
    await kit.store.put('.sources/0a/note.jpg', Buffer.from('x'), 'text/plain');
    await kit.store.put('0a/page.html', Buffer.from('x'), 'text/html');
    for (const path of [
      '.sources/0a/note.jpg',
      '%2esources/0a/note.jpg',
      '0a/page.html',
      '0a/none.jpg',
      '0a/..%2f0a/page.html',
    ])
      expect({ path, status: (await fetch(`${url}/media/${path}`)).status }).toEqual({ path, status: 404 });
    expect((await fetch(`${url}/media/${NAME}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('pictures on a disk', () => {
  it('leave no half file when one cannot be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'media-store-'));
    const store = new DiskStore(folder);
    await expect(store.put('0a/a.jpg', 7 as unknown as Buffer)).rejects.toThrow('"data" argument');
    expect(readdirSync(join(folder, '0a'))).toEqual([]);
    expect(await store.has('0a/a.jpg')).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

describe('a bucket', () => {
  it('that is not there ends the start with its name', async () => {
    const { server, close } = await openS3('');
    const endpoint = `http://127.0.0.1:${server.port}`;
    const store = new S3Store({ bucket: 'elsewhere', prefix: '', region: 'eu-central-1', endpoint });
    await expect(store.open()).rejects.toThrow('MEDIA_STORE: there is no bucket elsewhere');
    await store.close();
    await close();
  });

  it('holds what it was given under its prefix, as pictures that are kept for ever', async () => {
    const { server, store, close } = await openS3('shop/a');
    await store.open();
    await store.put(NAME, Buffer.from('picture'), 'image/avif');
    const answer = await fetch(`http://127.0.0.1:${server.port}/pictures/shop/a/${NAME}`);
    expect(await answer.text()).toBe('picture');
    expect(answer.headers.get('content-type')).toBe('image/avif');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    await store.close();
    await close();
  });
});
