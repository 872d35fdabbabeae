import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { creditCommands } from '../../scripts/shop/credit-commands.js';
import { orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => {
  shop = await orderShop();
  await shop.database.execute(
    `INSERT INTO customers (email, password_hash, first_name, last_name, session_epoch, created_at)
     VALUES ('ada@example.com', 'x', '', '', 1, UTC_TIMESTAMP(3))`,
  );
});
afterAll(() => shop.close());

const run = (noun: string, words: readonly string[], options: Record<string, string> = {}) =>
  creditCommands.find(({ name }) => name === noun)!.run(shop.module, words, options);
const create = async (amount: string, options: Record<string, string> = {}) =>
  (await run('gift-card create', [amount], options)).split('\n')[0]!;

describe('gift cards, for staff', () => {
  it('are made with a code that is printed once, and kept only as a digest', async () => {
    const printed = await run('gift-card create', ['50.00'], { note: 'Prize of the raffle' });
    const code = printed.split('\n')[0]!;
    expect(code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
    expect(printed).toContain('A gift card of $50.00.');
    const [row] = await shop.database.query<Record<string, unknown>>('SELECT * FROM credit_accounts');
    expect(row).toMatchObject({
      balance: 5000,
      currency: 'USD',
      code_end: code.slice(-4),
      note: 'Prize of the raffle',
    });
    for (const text of [code, code.replaceAll('-', '')]) expect(JSON.stringify(row)).not.toContain(text);
    for (const typed of [code, code.toLowerCase().replaceAll('-', ' '), code.slice(-4)])
      expect(await run('gift-card show', [typed])).toContain(
        `Gift card ····${code.slice(-4)}: $50.00 left, good without an end`,
      );
    expect(await run('gift-card show', [code])).not.toContain(code);
  });

  it('expire, and are disabled once', async () => {
    const code = await create('20', { expires: '2099-01-01' });
    expect(await run('gift-card show', [code])).toMatch(/good until Jan 1, 2099/);
    expect(await run('gift-card disable', [code])).toContain('$20.00 were left on it');
    expect(await run('gift-card show', [code])).toContain('disabled on');
    await expect(run('gift-card disable', [code])).rejects.toThrow('was disabled before');
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['gift-card create', ['0'], {}, 'above 0'],
    ['gift-card create', ['10000000.00'], {}, 'up to'],
    ['gift-card create', ['12.345'], {}, 'is no amount'],
    ['gift-card create', ['-5'], {}, 'is no amount'],
    ['gift-card create', ['5'], { expires: 'tomorrow' }, 'is a time such as'],
    ['gift-card create', ['5'], { expires: '2020-01-01' }, 'still to come'],
    ['gift-card create', ['5'], { note: 'x'.repeat(256) }, '255 characters'],
    ['gift-card show', ['ZZZZ'], {}, 'There is no gift card ZZZZ'],
    ['credit give', ['ada@example.com', '5'], {}, 'say what it is for'],
    ['credit give', ['eve@example.com', '5'], { note: 'x' }, 'No customer has'],
  ])('%s %j %j says what is wrong', async (noun, words, options, problem) => {
    const before = await shop.count('credit_entries');
    await expect(run(noun, words, options)).rejects.toThrow(problem);
    expect(await shop.count('credit_entries')).toBe(before);
  });

  it('that end alike are all shown, and none is disabled by mistake', async () => {
    const codes = [await create('1'), await create('2')];
    await shop.database.execute(`UPDATE credit_accounts SET code_end = 'SAME' ORDER BY id DESC LIMIT 2`);
    const shown = await run('gift-card show', ['same']);
    for (const amount of ['$1.00 left', '$2.00 left']) expect(shown).toContain(amount);
    await expect(run('gift-card disable', ['SAME'])).rejects.toThrow('Several gift cards end in SAME');
    expect(await run('gift-card disable', [codes[0]!])).toContain('$1.00');
  });
});

it('store credit is given to a customer, adds up, and says what for; ten at once are ten', async () => {
  const give = () => run('credit give', ['ada@example.com', '10.00'], { note: 'Late parcel' });
  expect(await run('credit show', ['ada@example.com'])).toContain('never had store credit');
  expect(await give()).toContain('got $10.00 and has $10.00 now');
  await Promise.all(Array.from({ length: 9 }, give));
  const shown = await run('credit show', ['ada@example.com']);
  expect(shown).toContain('Store credit: $100.00 left');
  expect(shown.match(/Late parcel/g)).toHaveLength(10);
  expect(await shop.count('credit_accounts', `kind = 'store_credit'`)).toBe(1);
});
