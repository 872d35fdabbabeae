import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OwnRedis } from '../support/own-redis.js';
import { plainClient, type PlainClient } from '../support/redis-monitor.js';
import { sessionApp, type SessionApp } from '../support/session-app.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const LIMIT_MS = 400;
const BACK_SECONDS = 2;

/** The answer and how long it took. */
async function timed(answer: Promise<Answer>): Promise<{ answer: Answer; took: number }> {
  const started = performance.now();
  return { answer: await answer, took: performance.now() - started };
}

describe('sessions while Redis is away', () => {
  let redis: OwnRedis;
  let app: SessionApp;
  let member: Shopper;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    app = await sessionApp(redis.url);
  });
  beforeEach(async () => {
    member = new Shopper(app.url);
    await until('session kept', async () => (await member.post('/sign-in/5')).status === 200);
  });
  afterAll(async () => {
    await app?.close();
    await redis?.close();
  });

  async function guestPagesAndRefusals(seconds: number): Promise<void> {
    const stranger = new Shopper(app.url);
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      const page = await timed(member.twin().get('/'));
      expect(page.answer.json()).toMatchObject({ customerId: null, storeIsAway: true });
      expect(page.took).toBeLessThan(LIMIT_MS);
      const write = await timed(member.twin().post('/sign-in/8'));
      expect(write.answer.status).toBe(503);
      expect(write.answer.headers['set-cookie']).toBeUndefined();
      expect(write.took).toBeLessThan(LIMIT_MS);
      const first = await timed(stranger.post('/remember/g-1'));
      expect(first.answer.status).toBe(503);
      expect(first.answer.headers['set-cookie']).toBeUndefined();
      expect(first.took).toBeLessThan(LIMIT_MS);
      expect((await timed(stranger.get('/'))).took).toBeLessThan(100);
      await pause(50);
    }
  }

  it('frozen: guests with a banner, changes 503, nobody waits; good again by itself', async () => {
    await redis.freeze();
    const burst = await Promise.all(Array.from({ length: 40 }, () => timed(member.twin().get('/'))));
    for (const { answer, took } of burst) {
      expect(answer.json()).toMatchObject({ storeIsAway: true, customerId: null });
      expect(took).toBeLessThan(LIMIT_MS);
    }
    await guestPagesAndRefusals(3).finally(() => redis.thaw());
    await until('signed in again', async () => ((await member.get('/')).json() as { customerId: number }).customerId === 5, BACK_SECONDS); // prettier-ignore
  });

  it('killed: the same; after a restart sign-in works again without a restart of ours', async () => {
    await redis.kill();
    await guestPagesAndRefusals(3);
    await redis.restart();
    await until('sign-in works', async () => (await member.post('/sign-in/6')).status === 200, BACK_SECONDS);
    expect((await member.get('/')).json()).toMatchObject({ customerId: 6 });
  });

  const asAdmin = async (work: (admin: PlainClient) => Promise<void>) => {
    const admin = await plainClient(redis.url);
    await work(admin);
    await admin.close();
  };

  it('full: a change is refused, not lost in silence', async () => {
    await asAdmin(async (admin) => void (await admin.configSet('maxmemory', '1')));
    expect((await member.twin().post('/sign-in/8')).status).toBe(503);
    expect((await new Shopper(app.url).post('/remember/g-1')).status).toBe(503);
    expect((await member.get('/')).json()).toMatchObject({ customerId: 5 });
    await asAdmin(async (admin) => void (await admin.configSet('maxmemory', '0')));
    expect((await member.twin().post('/sign-in/8')).status).toBe(200);
  });

  it('a replica: a change is refused, not lost in silence', async () => {
    await asAdmin(async (admin) => {
      await admin.configSet('replica-serve-stale-data', 'yes');
      await admin.sendCommand(['REPLICAOF', '127.0.0.1', '1']);
    });
    expect((await member.twin().post('/sign-in/8')).status).toBe(503);
    expect((await member.post('/sign-in/7')).status).toBe(503);
    await asAdmin(async (admin) => void (await admin.sendCommand(['REPLICAOF', 'NO', 'ONE'])));
    await until(
      'a primary again',
      async () => (await member.twin().post('/sign-in/8')).status === 200,
      BACK_SECONDS,
    );
  });

  it('costs no command for strangers and one for a page with a session', async () => {
    const admin = await plainClient(redis.url);
    const count = async (work: () => Promise<unknown>) => {
      await admin.sendCommand(['CONFIG', 'RESETSTAT']);
      await work();
      const stats = await admin.info('commandstats');
      const calls = [...stats.matchAll(/cmdstat_(\w+)(?:\|\w+)?:calls=(\d+)/g)];
      return Object.fromEntries(calls.map(([, name, n]) => [name, Number(n)]).filter(([name]) => !['hello', 'ping', 'config', 'info'].includes(String(name)))); // prettier-ignore
    };
    expect(await count(() => new Shopper(app.url).get('/'))).toEqual({});
    expect(await count(() => member.get('/'))).toEqual({ getex: 1 });
    expect(await count(() => member.get('/page'))).toEqual({ getex: 1 });
    await admin.close();
  });
});
