import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPictures } from './drawn-pictures.js';

const picture = (words: string) => `<svg xmlns="http://www.w3.org/2000/svg">${words.repeat(100)}</svg>`;

describe('a drawn picture', () => {
  let folder: string;
  let app: express.Express;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcart-pictures-'));
    mkdirSync(join(folder, 'images', 'demo'), { recursive: true });
    for (const name of ['outside.svg', 'images/demo/a.svg', 'images/demo/a.png'])
      writeFileSync(join(folder, name), picture(name));
    app = express().use(drawnPictures(folder, 'public, max-age=3600'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const get = (path: string, packing = 'br') => request(app).get(path).set('Accept-Encoding', packing);

  it('comes packed, with a type, a life and a tag', async () => {
    const { headers } = await get('/images/demo/a.svg', 'gzip, br').expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=3600',
      vary: 'Accept-Encoding',
    });
    await get('/images/demo/a.svg').set('If-None-Match', headers['etag']!).expect(304);
  });

  it('is seen as soon as it is changed, and its tag is made of what is in it', async () => {
    const file = join(folder, 'images/demo/b.svg');
    const draw = async (words: string, at: number) => {
      writeFileSync(file, picture(words));
      utimesSync(file, at, at);
      const { body, headers } = await get('/images/demo/b.svg', 'gzip').expect(200);
      expect(String(body)).toBe(picture(words));
      return headers['etag'];
    };
    const first = await draw('first', 1000);
    expect(await draw('other', 2000)).not.toBe(first);
    expect(await draw('first', 3000)).toBe(first);
  });

  it.each([
    '/outside.svg',
    '/images/../outside.svg',
    '/images/%2e%2e/outside.svg',
    '/images/..%2foutside.svg',
    '/images/demo/a.png',
    '/images/demo/none.svg',
    '/images/demo',
  ])('is not found at %s', async (path) => {
    await get(path).expect(404);
  });

  it('is not there for other methods than GET and HEAD', async () => {
    await request(app).post('/images/demo/a.svg').expect(404);
    await request(app).head('/images/demo/a.svg').expect(200);
  });
});
