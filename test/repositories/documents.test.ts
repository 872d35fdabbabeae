import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentCommands } from '../../scripts/shop/document-commands.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.js';
import { DocumentsService } from '../../src/shop/documents/documents.service.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { pdfLines } from '../support/pdf.js';
import { ada, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
let folder: string;
beforeAll(async () => {
  shop = await orderShop();
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
const documents = () => shop.module.get(DocumentsService);

async function place(choice: string, address = ada): Promise<string> {
  const outcome = await shop.place(await shop.ready({ plenty: 2, jacket: 1 }, choice, address));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  return outcome.order.number;
}
const capture = async (number: string) => shop.module.get(CaptureOrderService).capture(await details(number));
const numbers = () => shop.database.query<{ number: number }>('SELECT number FROM invoices ORDER BY number');

describe('an invoice', () => {
  it('has goods, amounts, addresses, tracking; the same order gives the same bytes', async () => {
    const number = await place('test_card_approve');
    await capture(number);
    const parcel = { carrier: 'Mule', trackingNumber: 'M-99' };
    await shop.module.get(ShipOrderService).ship(Number(number), parcel);
    const order = await details(number);
    const [one, two] = [await documents().invoice(order), await documents().invoice(order)];
    expect(one!.bytes.equals(two!.bytes)).toBe(true);
    const text = pdfLines(one!.bytes).join('\n');
    for (const part of ['Ada Byron', '12 Larch Lane', 'PLENTY-1', 'Mule M-99', `Order ${number}`, '$19.00'])
      expect(text).toContain(part);
    expect(text).toContain(`$${(order.total / 100).toFixed(2)}`);
  });

  it('is there for an order by invoice at once, for a card when it is paid, never for a cancelled one', async () => {
    expect(await documents().invoice(await details(await place('invoice')))).not.toBeNull();
    const number = await place('test_card_approve');
    expect(await documents().invoice(await details(number))).toBeNull();
    await shop.module.get(CancelOrderService).cancel(await details(number));
    expect(await documents().invoice(await details(number))).toBeNull();
  });

  it('has a number without a gap, one per order, whoever asks for it at once', async () => {
    const before = (await numbers()).length;
    const placed: string[] = [];
    for (let nth = 0; nth < 10; nth += 1) placed.push(await place('invoice'));
    const orders = await Promise.all(placed.map(details));
    await Promise.all([
      ...[...orders, ...orders].map((order) => documents().invoice(order)),
      shop.module.get(OutboxRelay).drain('invoice'),
    ]);
    const all = await numbers();
    expect(all.length).toBeGreaterThanOrEqual(before + 10);
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
  });

  it('is numbered by the worker when nobody looks', async () => {
    const number = await place('invoice');
    while (await shop.module.get(OutboxRelay).drain('invoice'));
    expect(await shop.count('invoices', `order_id = ${number}`)).toBe(1);
  });

  it('bears long names and other scripts, over as many pages as it takes', async () => {
    const address = { ...ada, firstName: '山田', lastName: `Łukaszewicz-${'Wolfeschlegelstein'.repeat(4)}` };
    const order = await details(await place('invoice', address));
    const lines = Array.from({ length: 80 }, (_, nth) => ({ ...order.lines[0]!, title: `Thing ${nth}` }));
    const long = await documents().invoice({ ...order, lines });
    const text = pdfLines(long!.bytes);
    expect(text.join('\n')).toContain('Łukaszewicz');
    expect(text.filter((line) => /\d \/ \d$/.test(line)).length).toBeGreaterThan(2);
    expect(text.filter((line) => /^Thing \d+$/.test(line))).toHaveLength(80);
  });
});

describe('names in invoice and packing slip', () => {
  it.each([
    ['Polish', 'Grażyna', 'Żółć-Świątek', 'ul. Łąkowa 3'],
    ['Czech', 'Jiří', 'Dvořák', 'Příčná 5'],
    ['Turkish', 'Işıl', 'Çağrı', 'Gülşen Sokağı 7'],
    ['Vietnamese', 'Nguyễn', 'Thị Hường', 'Phố Huế 9'],
    ['Greek', 'Ελένη', 'Παπαδοπούλου', 'Οδός Ερμού 1'],
    ['Cyrillic', 'Олександра', 'Щербаківська', 'вул. Ґонти 2'],
  ])('that are %s are as they were typed', async (_, firstName, lastName, address1) => {
    const order = await details(await place('invoice', { ...ada, firstName, lastName, address1 }));
    for (const file of [(await documents().invoice(order))!, await documents().packingSlip(order)]) {
      const text = pdfLines(file.bytes).join('\n');
      expect(text).toContain(`${firstName} ${lastName}`);
      expect(text).toContain(address1);
      expect(file.bytes.length).toBeLessThan(60_000);
    }
  });
});

describe('the commands', () => {
  const run = (deed: string, number: string, out: string) =>
    documentCommands.find(({ name }) => name === `order ${deed}`)!.run(shop.module, [number], { out });

  it('write files, and say what is missing', async () => {
    const number = await place('invoice');
    const file = join(folder, 'slip.pdf');
    expect(await run('packing-slip', number, file)).toBe(`Order ${number}: ${file} written.`);
    const text = pdfLines(readFileSync(file)).join('\n');
    expect(text).toContain('PLENTY-1');
    expect(text).not.toContain('$');
    await expect(run('invoice', '4', file)).rejects.toThrow('There is no order 4.');
    await expect(run('invoice', number, join(folder, 'no', 'x.pdf'))).rejects.toThrow('was not written');
    const unpaid = await place('test_card_approve');
    await expect(run('invoice', unpaid, file)).rejects.toThrow('was not paid');
  });
});
