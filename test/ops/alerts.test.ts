import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { atReview, withCart } from '../support/checkout-visits.js';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { metricsAddress } from '../support/metrics.js';
import { LoadClient } from '../support/offered-load.js';
import { OwnPrometheus, type Rule } from '../support/own-prometheus.js';
import { OwnRedis } from '../support/own-redis.js';
import type { RunningProcess } from '../support/processes.js';
import { plainClient } from '../support/redis-monitor.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

const FILE = join(PROJECT_ROOT, 'docker', 'prometheus', 'alerts.yml');
const DASHBOARDS = join(PROJECT_ROOT, 'docker', 'grafana', 'dashboards');
const SHOP = join(PROJECT_ROOT, 'scripts', 'shop');
const STAFF_COMMANDS = readdirSync(SHOP)
  .map((file) => readFileSync(join(SHOP, file), 'utf8'))
  .join('\n');

interface Panel {
  title: string;
  targets: { expr: string; legendFormat: string }[];
}

const metricsOf = async (one: RunningProcess) =>
  (await new Shopper(`http://${metricsAddress(one.output())}`).get('/metrics')).text;

/** The rules as they are, with two seconds for each minute. */
const quick = (rules: string) =>
  rules.replaceAll(/\b(\d+)m\b/g, (_, minutes: string) => `${2 * Number(minutes)}s`);

/** Every rule of docker/prometheus/alerts.yml is raised once, by what it is about, in a real Prometheus that reads a real shop. */
describe('the alerts', () => {
  let redis: OwnRedis;
  let mysql: FaultProxy;
  let replica: FaultProxy;
  let shop: TestShop;
  let worker: RunningProcess;
  let prometheus: OwnPrometheus;
  let rules: Rule[];
  const raised = new Set<string>();

  beforeAll(async () => {
    redis = await OwnRedis.start();
    mysql = await FaultProxy.before(process.env['TEST_DATABASE_URL']!);
    replica = await FaultProxy.before(process.env['TEST_DATABASE_URL']!);
    const stores = { redis: redis.url, mysql: mysql.url, replicas: [replica.url] };
    shop = await TestShop.open({ instances: 2, env: { METRICS_PORT: '0' }, ...stores });
    worker = await shop.startWorker();
    const of = (processes: RunningProcess[]) => processes.map((one) => metricsAddress(one.output()));
    prometheus = await OwnPrometheus.start(
      { web: of(shop.instances), worker: of([worker]) },
      quick(readFileSync(FILE, 'utf8')),
    );
    rules = await prometheus.rules();
  });
  afterAll(async () => {
    await prometheus?.close();
    await mysql?.pass();
    await shop?.close();
    await Promise.all([mysql?.close(), replica?.close(), redis?.close()]);
  });

  const firing = async (name: string) => (await prometheus.firing()).includes(name);

  /** Before the cause: afterwards an alert may be there at once. */
  async function areSilent(...names: string[]): Promise<void> {
    for (const name of names) expect(await firing(name), `${name} before anything has happened`).toBe(false);
  }
  /** `meanwhile` is done again and again until the alert is there. */
  async function raises(
    name: string,
    meanwhile: () => Promise<unknown> = async () => undefined,
  ): Promise<void> {
    await until(name, async () => (await meanwhile(), firing(name)), 25);
    raised.add(name);
  }
  const ends = (name: string) => until(`the end of ${name}`, async () => !(await firing(name)), 25);

  const first = () => new Shopper(shop.instances[0]!.found);
  let searches = 0;
  /** A list that nobody has asked for before. */
  const fresh = () => `/collections/all?filter.v.price.lte=${(searches += 1)}&sort_by=price-ascending`;

  async function say(...words: string[]): Promise<void> {
    const client = await plainClient(redis.url);
    await client.sendCommand(words);
    await client.close();
  }

  /** A mail that cannot be written, which a worker has tried so often before. */
  const poison = (key: string, attempts: number) =>
    shop.database.execute(
      `INSERT INTO outbox (topic, dedupe_key, payload, available_at, attempts, created_at) VALUES
       ('mail', ?, '{"template": "no-such"}', UTC_TIMESTAMP(3), ?, UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE)`,
      [key, attempts],
    );

  let buyer: Shopper;
  /** Pages that ask the primary, however well everything else is known. */
  const reviews = () => Promise.all(Array.from({ length: 3 }, () => buyer.get('/checkout/review')));

  it('have each a page that says what to do', () => {
    expect(rules.length).toBeGreaterThanOrEqual(8);
    for (const { name, annotations, labels } of rules) {
      expect(annotations['runbook'], name).toBe(`docs/runbooks/${name}.md`);
      expect(existsSync(join(PROJECT_ROOT, annotations['runbook']!)), name).toBe(true);
      expect(annotations['summary'], name).not.toBe('');
      expect(['page', 'warn'], name).toContain(labels['severity']);
    }
  });

  it('are silent while all is well', async () => {
    [buyer] = await atReview(shop);
    for (let time = 0; time < 20; time += 1) expect((await first().get('/products/plenty')).status).toBe(200);
    await until('everything is read', async () => (await prometheus.query('up == 1')).length === 3);
    // Until the worker had been read for the first time, there was none.
    await until('silence', async () => (await prometheus.firing()).length === 0);
  });

  it('PaymentsRefused: five cards are refused', async () => {
    await areSilent('PaymentsRefused');
    for (let time = 0; time < 5; time += 1) {
      const shopper = await withCart(shop);
      await reachReview(shopper);
      await shopper.post('/checkout/payment', { payment_method: 'test_card_decline' });
      const { headers } = await placeOrder(shopper, await reachReview(shopper));
      expect(headers.location).toBe('/checkout/payment');
    }
    await raises('PaymentsRefused');
  });

  it('OutboxStuck and OutboxLate: a mail is given up, and one waits', async () => {
    await areSilent('OutboxStuck', 'OutboxLate');
    await poison('given-up', 15);
    await poison('late', 8);
    await Promise.all([raises('OutboxStuck'), raises('OutboxLate')]);
    await shop.database.execute('DELETE FROM outbox WHERE done_at IS NULL');
    await Promise.all([ends('OutboxStuck'), ends('OutboxLate')]);
  });

  it('ReplicaUnused: the replica is cut off', async () => {
    await areSilent('ReplicaUnused');
    await replica.refuse();
    await raises('ReplicaUnused');
    await replica.pass();
    await ends('ReplicaUnused');
  });

  it('PagesSlow: MySQL is far away', async () => {
    await areSilent('PagesSlow');
    await mysql.delay(250);
    await raises('PagesSlow', reviews);
    await mysql.pass();
    await ends('PagesSlow');
  });

  it('DatabaseAway and PagesFail: MySQL refuses connections', async () => {
    await areSilent('DatabaseAway', 'PagesFail');
    await mysql.refuse();
    await Promise.all([raises('DatabaseAway'), raises('PagesFail', reviews)]);
    await mysql.pass();
    await ends('DatabaseAway');
  });

  it('Overload: more is asked than a process can do', async () => {
    await areSilent('Overload');
    const crowd = new LoadClient(shop.instances[0]!.found, 3000);
    const rate = { perSecond: 1500, seconds: 1 };
    await raises('Overload', () => crowd.offer(rate, () => ({ kind: 'browse', path: fresh() })));
    crowd.close();
  });

  it('SessionsEvicted: the session Redis makes room', async () => {
    await areSilent('SessionsEvicted');
    await say('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await say('CONFIG', 'SET', 'maxmemory', '1');
    await say('CONFIG', 'SET', 'maxmemory', '0');
    await raises('SessionsEvicted');
    await say('CONFIG', 'RESETSTAT');
    await ends('SessionsEvicted');
  });

  it('RedisAway: a Redis dies', async () => {
    await areSilent('RedisAway');
    await redis.kill();
    await raises('RedisAway');
    await redis.restart();
    await ends('RedisAway');
  });

  it.each(readdirSync(DASHBOARDS))(
    'and every graph of the dashboard %s shows something then',
    async (file) => {
      const { panels } = JSON.parse(readFileSync(join(DASHBOARDS, file), 'utf8')) as { panels: Panel[] };
      for (const { title, targets } of panels)
        for (const { expr, legendFormat } of targets) {
          const found = await prometheus.query(expr);
          expect(found.length, `${title}: ${expr}`).toBeGreaterThan(0);
          for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
            expect(found[0]!.metric, `${title}: ${legendFormat}`).toHaveProperty(label!);
        }
    },
  );

  it('and what their pages say to look at is there', async () => {
    const metrics = await Promise.all([metricsOf(shop.instances[0]!), metricsOf(worker)]);
    for (const { name } of rules) {
      const page = readFileSync(join(PROJECT_ROOT, 'docs', 'runbooks', `${name}.md`), 'utf8');
      for (const [, pattern] of page.matchAll(/\/metrics \| grep (?:-E )?'([^']+)'/g))
        expect(metrics.join('\n'), `${name}: ${pattern}`).toMatch(new RegExp(pattern!, 'm'));
      for (const [, command] of page.matchAll(/npm run shop -- (\w+ \w+)/g))
        expect(STAFF_COMMANDS, name).toContain(`name: '${command}'`);
    }
  });

  it('ProcessGone and NoWorker: processes die', async () => {
    await ends('ProcessGone');
    await areSilent('NoWorker');
    await Promise.all([shop.instances[1]!.end('SIGKILL'), worker.end('SIGKILL')]);
    await Promise.all([raises('ProcessGone'), raises('NoWorker')]);
  });

  it('were all raised', () => {
    expect([...raised].toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
  });
});
