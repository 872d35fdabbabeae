import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../../src/platform/clock/clock.js';
import { folderTransport, smtpTransport } from '../../src/platform/mail/mail-transport.js';
import { OutboxRelay, PATIENT } from '../../src/platform/outbox/outbox-relay.js';
import { OutboxRepository, type OutboxRow } from '../../src/platform/outbox/outbox.repository.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { testDatabase } from '../support/database.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());
beforeEach(() => db.database.execute('DELETE FROM outbox'));

const outbox = () => new OutboxService(new Clock(), new OutboxRepository(db.database));
const add = (key: string, payload: object = {}, inSeconds = 0) =>
  db.database.transaction((tx) => outbox().add(tx, 'test', key, payload, inSeconds));
const relay = (handler: (row: OutboxRow) => Promise<void>) => {
  const made = new OutboxRelay(new OutboxRepository(db.database));
  made.handle('test', handler);
  return made;
};
const drain = async (worker: OutboxRelay) => {
  while (await worker.drain('test'));
};
/** Lets every pause and every claim be over. */
const later = () =>
  db.database.execute('UPDATE outbox SET available_at = UTC_TIMESTAMP(3) WHERE available_at IS NOT NULL');
const open = async () =>
  (await db.database.query<{ n: number }>('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL'))[0]!.n;

describe('the outbox', () => {
  it('keeps what a committed transaction promised, and nothing of one that was rolled back', async () => {
    await add('kept', { order: 1001 });
    await db.database
      .transaction(async (tx) => {
        await outbox().add(tx, 'test', 'lost', {});
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    const seen: unknown[] = [];
    await drain(relay((row) => Promise.resolve(void seen.push([row.key, row.payload]))));
    expect(seen).toEqual([['kept', { order: 1001 }]]);
  });

  it('keeps one row per key, however often it is promised', async () => {
    await Promise.all(Array.from({ length: 20 }, () => add('once')));
    expect(await open()).toBe(1);
  });

  it('leaves what has a time to whoever added it until then', async () => {
    await add('in time', {}, 3600);
    await add('late', {}, 3600);
    await outbox().setDone('in time');
    const seen: string[] = [];
    const worker = relay((row) => Promise.resolve(void seen.push(row.key)));
    await drain(worker);
    expect(seen).toEqual([]);
    await later();
    await drain(worker);
    expect(seen).toEqual(['late']);
  });

  it('works on one topic while another one hangs', async () => {
    await add('stuck');
    await db.database.transaction((tx) => outbox().add(tx, 'other', 'free', {}));
    const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const worker = relay(() => {
      begun.resolve();
      return held.promise;
    });
    const seen: string[] = [];
    worker.handle('other', (row) => Promise.resolve(void seen.push(row.key)));
    expect(worker.handled).toEqual(['test', 'other']);
    const stuck = worker.drain('test');
    // Two looks at the same moment may leave each other's rows for the next one.
    await begun.promise;
    await worker.drain('other');
    expect(seen).toEqual(['free']);
    held.resolve();
    await stuck;
    expect(await open()).toBe(0);
  });

  it('gives each row to one of four workers', async () => {
    for (let n = 0; n < 100; n += 1) await add(`row-${n}`);
    const seen: string[] = [];
    const handler = async (row: OutboxRow) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      seen.push(row.key);
    };
    await Promise.all(Array.from({ length: 4 }, () => drain(relay(handler))));
    expect(seen).toHaveLength(100);
    expect(new Set(seen).size).toBe(100);
    expect(await open()).toBe(0);
  });

  it('gives a row whose worker died to another one, under the same key', async () => {
    await add('left-behind');
    const repository = new OutboxRepository(db.database);
    expect(await repository.claim('test', PATIENT.mostAttempts, 10)).toHaveLength(1);
    const seen: string[] = [];
    const other = relay((row) => Promise.resolve(void seen.push(`${row.key} ${row.attempts}`)));
    await drain(other);
    expect(seen).toEqual([]);
    await later();
    await drain(other);
    expect(seen).toEqual(['left-behind 2']);
  });

  it('delivers everything through a sink that fails three times in ten', async () => {
    for (let n = 0; n < 60; n += 1) await add(`row-${n}`);
    const delivered = new Set<string>();
    let calls = 0;
    const worker = relay((row) => {
      calls += 1;
      if (calls % 10 < 3) return Promise.reject(new Error('sink is down'));
      delivered.add(row.key);
      return Promise.resolve();
    });
    for (let round = 0; round < 10 && (await open()) > 0; round += 1) {
      await drain(worker);
      await later();
    }
    expect(delivered.size).toBe(60);
    expect(await open()).toBe(0);
  });

  it('goes on past a row that can never be delivered, and gives that one up in the end', async () => {
    await add('poison');
    await add('good');
    const seen: string[] = [];
    const worker = relay((row) => {
      if (row.key === 'poison') return Promise.reject(new Error('x'.repeat(1000)));
      return Promise.resolve(void seen.push(row.key));
    });
    for (let round = 0; round < PATIENT.mostAttempts + 3; round += 1) {
      await drain(worker);
      await later();
    }
    expect(seen).toEqual(['good']);
    const [row] = await db.database.query<{
      attempts: number;
      available_at: Date | null;
      last_error: string;
    }>(`SELECT attempts, available_at, last_error FROM outbox WHERE dedupe_key = 'poison'`);
    expect(row).toMatchObject({ attempts: PATIENT.mostAttempts, available_at: null });
    expect(row!.last_error).toHaveLength(500);
  });

  it('names what was given up, or left by a worker that died in the last try, and does it when told to', async () => {
    for (const key of ['given up', 'died', 'waiting', 'done']) await add(key);
    const set = (sql: string, key: string) =>
      db.database.execute(`UPDATE outbox SET attempts = 16, ${sql} WHERE dedupe_key = ?`, [key]);
    await set(`available_at = NULL, last_error = 'no such mailbox'`, 'given up');
    await set('available_at = UTC_TIMESTAMP(3) - INTERVAL 61 MINUTE', 'died');
    await set('available_at = NULL, done_at = UTC_TIMESTAMP(3)', 'done');
    const stuck = await outbox().stuck(10);
    expect(stuck).toMatchObject([
      { key: 'given up', topic: 'test', attempts: 16, error: 'no such mailbox' },
      { key: 'died', error: null },
    ]);
    const seen: string[] = [];
    const worker = relay((row) => Promise.resolve(void seen.push(`${row.key} ${row.attempts}`)));
    await drain(worker);
    expect(seen).toEqual(['waiting 1']);
    for (const { id } of stuck) expect(await outbox().again(id)).toBe(true);
    await drain(worker);
    expect(seen.toSorted()).toEqual(['died 1', 'given up 1', 'waiting 1']);
    expect(await outbox().stuck(10)).toEqual([]);
    expect(await outbox().again(stuck[0]!.id)).toBe(false);
  });

  it('waits longer after each failure, three hours at most', () => {
    expect([1, 2, 3, 10, 16].map(PATIENT.pauseSeconds)).toEqual([2, 4, 8, 1024, 10_800]);
  });
});

describe('mails', () => {
  const mail = {
    messageId: 'abc@shop.example',
    from: 'Larch & Lantern <shop@shop.example>',
    to: 'ada@example.com',
    date: new Date('2026-11-21T10:00:00Z'),
    subject: 'Order 1001: we have it\r\nBcc: x@example.com',
    html: '<p>Hello</p>',
    text: 'Hello',
  };

  it('become one file each, also when they are sent twice, and no header can be smuggled in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mails-'));
    try {
      const transport = folderTransport(folder);
      await transport.send(mail);
      await transport.send(mail);
      const files = readdirSync(folder);
      expect(files).toEqual(['abc@shop.example.eml']);
      const text = readFileSync(join(folder, files[0]!), 'utf8');
      expect(text).toMatch(/^Message-ID: <abc@shop\.example>\r$/m);
      expect(text).toMatch(/^To: ada@example\.com\r$/m);
      expect(text).not.toMatch(/^Bcc:/m);
      transport.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('go out by SMTP, and a server that says no or nothing is a failure', async () => {
    const received: string[] = [];
    let isRefusing = false;
    const server = createServer((socket) => {
      let isData = false;
      socket.on('error', () => undefined);
      socket.write('220 sink\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
          if (isData) {
            received.push(line);
            if (line === '.') {
              isData = false;
              socket.write('250 taken\r\n');
            }
          } else if (line.startsWith('RCPT') && isRefusing) socket.write('451 later\r\n');
          else if (line === 'DATA') {
            isData = true;
            socket.write('354 go on\r\n');
          } else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const transport = smtpTransport(
      `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    );
    try {
      await transport.send(mail);
      expect(received).toContain('Message-ID: <abc@shop.example>');
      expect(received.filter((line) => line.startsWith('Bcc'))).toEqual([]);
      isRefusing = true;
      await expect(transport.send(mail)).rejects.toThrow(/451/);
    } finally {
      transport.close();
      server.close();
    }
    await expect(smtpTransport('smtp://127.0.0.1:1').send(mail)).rejects.toThrow(/ECONNREFUSED/);
  });
});
