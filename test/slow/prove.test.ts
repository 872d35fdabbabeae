import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAll } from '../../scripts/prove/audits/all.js';
import type { Facts } from '../../scripts/prove/audits/facts.js';
import { books } from '../../scripts/prove/audits/gather.js';
import { lookIntoCarts } from '../../scripts/prove/audits/look.js';
import { Journal } from '../../scripts/prove/people/journal.js';
import { Person } from '../../scripts/prove/people/person.js';
import type { Report } from '../../scripts/prove/report/report.js';
import { Browser } from '../../scripts/prove/traffic/browser.js';
import { Traffic } from '../../scripts/prove/traffic/traffic.js';
import { takeAwayOrder } from '../support/order-taken-away.js';
import { ProofRun } from '../support/proof-run.js';
import { plainClient } from '../support/redis-monitor.js';
import { redisUrl } from '../support/redis.js';
import { TestShop } from '../support/shop.js';
import { figure } from '../support/tier.js';

describe('npm run prove', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcart-prove-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps every promise while people shop, and reports what it saw', async () => {
    const { code, stdout, stderr } = await ProofRun.start('--quick', '--seed', '11', '--out', folder).ended;
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ isKept: true, seed: 11, mode: '--quick' });
    expect(report.audits.flatMap(({ findings }) => findings)).toEqual([]);
    expect(report.faults).toHaveLength(3);
    for (const fault of report.faults) expect(fault.requests, fault.name).toBeGreaterThan(50);
    expect(report.totals.acknowledged).toBeGreaterThan(50);
    expect(report.totals.orders).toBeGreaterThan(0);
    const measured = report.rows.filter(({ entry }) => entry.isMet !== null);
    expect(measured.map(({ entry }) => entry.isMet)).toEqual([true, true, true]);
    expect(report.seconds.length).toBeGreaterThan(15);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toEqual(report);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Every promise was kept');
    figure('prove --quick: requests, failed', `${report.totals.requests}, ${report.totals.failed}`);
  }, 280_000);

  /** While the run goes on, somebody deletes an order that was acknowledged, behind the back of the shop. */
  it('ends with 1, and says which order is gone, when the shop has lost one', async () => {
    const run = ProofRun.start('--quick', '--only', 'flushed', '--seed', '12', '--out', folder);
    try {
      const { id, token } = await takeAwayOrder(await run.database());
      const { code, stdout, stderr } = await run.ended;
      expect(code, stderr).toBe(1);
      const report = JSON.parse(stdout) as Report;
      const found = report.audits.flatMap(({ findings }) => findings);
      // Nothing else is wrong: the loss alone decides.
      expect(report.rows.filter(({ entry }) => entry.isMet === false)).toEqual([]);
      expect(report.isKept).toBe(false);
      expect(found).toContainEqual(
        expect.stringMatching(`^shopper-.*: the order at /orders/${token} is lost$`),
      );
      expect(found).toContain(`a mail about order ${id}, which is not there`);
      expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('A promise was broken');
    } finally {
      await run.stop();
    }
  }, 200_000);

  it('says what it takes when something else is typed', async () => {
    const { code, stderr } = await ProofRun.start('--fast').ended;
    expect(code).toBe(2);
    expect(stderr).toContain('npm run prove takes');
  });
});

/** The audits must find what is not there; here on real stores, of which something is taken away. */
describe('the audits of a proof run', () => {
  let shop: TestShop;
  let journal: Journal;
  let facts: () => Promise<Facts>;

  beforeAll(async () => {
    shop = await TestShop.open();
    journal = new Journal();
    const catalogue = {
      pages: ['/'],
      plenty: shop.variants('jacket').slice(0, 2),
      scarce: shop.variants('plenty'),
      contested: shop.variant('ten-left'),
      stock: new Map(shop.variants('jacket').map((id, nth) => [id, nth < 4 ? 50 : 0])),
    };
    const around = { catalogue, journal, provider: { origin: '' } };
    // Nobody's luck is needed: a high chance pays on invoice and takes three of the last one.
    const person = new Person('ada', new Browser(shop.url, new Traffic()), around, () => 0.9);
    await person.register();
    await person.deeds.add();
    await person.deeds.order();
    await person.deeds.add();
    await person.gatherAll();
    facts = async () => ({
      attempts: journal.attempts,
      acknowledged: journal.changes,
      cartsWrong: [...journal.wrong, ...(await lookIntoCarts(journal.leftCarts, [shop.url]))],
      cartsSeen: journal.leftCarts.length,
      stillSignedIn: [],
      signedOut: 0,
      ...(await books(shop.database)),
      stockBefore: catalogue.stock,
      intents: [],
      mails: [],
      outboxOpen: [],
      eventsWaiting: 0,
      keysWithoutLife: [],
      evicted: 0,
      odd: journal.odd,
      lost: journal.lost,
      faultsFailed: [],
      processTrouble: [],
    });
  });
  afterAll(() => shop?.close());

  const isOfMails = (name: string) => name.startsWith('mails');
  /** But for the mails: no worker runs here. */
  async function found(): Promise<string[]> {
    const audits = auditAll(await facts());
    return audits.filter(({ name }) => !isOfMails(name)).flatMap(({ findings }) => findings);
  }
  const run = (sql: string) => shop.database.execute(sql);

  it('find nothing where nothing is wrong, and miss the mail that nobody has sent', async () => {
    expect(journal.attempts.map(({ outcome }) => outcome)).toEqual(['placed']);
    expect(journal.changes).toBe(3);
    expect(await found()).toEqual([]);
    const mails = auditAll(await facts()).find(({ name }) => isOfMails(name));
    expect(mails?.findings).toEqual([expect.stringMatching(/^order \d+ \(authorised\): 0 mails by id/)]);
  });

  it('find an order that is gone from where its shopper saw it, and that it belongs to nobody', async () => {
    const { checkoutToken } = journal.attempts[0]!;
    await run(`UPDATE orders SET checkout_token = REPEAT('x', 22)`);
    expect(await found()).toEqual([
      expect.stringMatching(/^ada, order 1: the order at \/orders\/[\w-]{22} is lost$/),
      expect.stringMatching(/^order \d+ is nobody's$/),
    ]);
    await run(`UPDATE orders SET checkout_token = '${checkoutToken}'`);
    expect(await found()).toEqual([]);
  });

  it('find one more unit than was ordered', async () => {
    await run('UPDATE stock_levels SET reserved = reserved + 1 WHERE reserved > 0');
    expect(await found()).toEqual([
      expect.stringMatching(/^variant \d+: 4 set aside for 3 in orders$/),
      expect.stringMatching(/^reserved is not what live orders hold: \d+$/),
    ]);
    await run('UPDATE stock_levels SET reserved = reserved - 1 WHERE reserved > 0');
  });

  it('find a cart that lost what was acknowledged', async () => {
    const redis = await plainClient(redisUrl());
    for await (const keys of redis.scanIterator({ MATCH: 'cart:*' }))
      if (keys.length > 0) await redis.del(keys);
    redis.destroy();
    const id = shop.variant('jacket', 1);
    expect(await found()).toEqual([`ada on web-1: lost: 0 of ${id}, 3 were acknowledged`]);
  });
});
