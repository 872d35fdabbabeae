import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Readiness } from '../../src/platform/health/readiness.js';
import { webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl } from '../support/redis.js';

type Web = Awaited<ReturnType<typeof webProcess>>;

describe('a web process', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let web: Web;
  const request = () => supertest(web.app.getHttpServer());

  beforeAll(async () => {
    database = await testDatabase();
    web = await webProcess({ databaseUrl: database.url, redisUrl: redisUrl() });
  });

  afterAll(async () => {
    await web.close();
    await database.drop();
  });

  it('says that it lives, and whether it wants requests', async () => {
    const readiness = web.app.get(Readiness);
    readiness.state = 'starting';
    await request().get('/readyz').expect(503, { status: 'starting' });
    readiness.state = 'ready';
    await request().get('/readyz').expect(200, { status: 'ready' });
    readiness.state = 'draining';
    await request().get('/readyz').expect(503, { status: 'draining' });
    await request().get('/livez').expect(200, { status: 'alive' });
  });

  it('reports the stores without giving anything away', async () => {
    const answer = await request().get('/statusz').expect(200);
    expect(answer.body).toMatchObject({
      dependencies: { database: 'up', sessionRedis: 'up', cacheRedis: 'up' },
    });
    expect(answer.text).not.toMatch(/:\/\/|password|root/);
  });

  it('gives every answer an id of its own, also when the caller sends one', async () => {
    const first = await request().get('/livez').set('X-Request-Id', 'mine');
    const second = await request().get('/livez');
    expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  });

  it('says who served a page, and how many round trips it took', async () => {
    const answer = await request().get('/').expect(200);
    expect(answer.headers['x-served-by']).toMatch(/./);
    expect(answer.headers['server-timing']).toMatch(/db;dur=[\d.]+;desc="\d+", redis;desc="\d+"$/);
  });

  it.each(['/', '/nothing-here', '/css/shop.css'])('sends %s with its security headers', async (path) => {
    const { headers } = await request().get(path);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
