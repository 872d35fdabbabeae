import { writeFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { DocumentsService } from '../../src/shop/documents/documents.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { Refused, type Command, type Options } from './command.js';

type Kind = 'invoice' | 'packing-slip';

async function write(
  shop: INestApplicationContext,
  kind: Kind,
  number: string,
  options: Options,
): Promise<string> {
  const order = await shop.get(OrdersService).byNumber(number);
  if (!order) throw new Refused(`There is no order ${number}.`);
  const documents = shop.get(DocumentsService);
  const document = await (kind === 'invoice' ? documents.invoice(order) : documents.packingSlip(order));
  if (!document) throw new Refused(`Order ${order.number} was not paid: there is nothing to invoice.`);
  const file =
    typeof options['out'] === 'string' && options['out'] !== '' ? options['out'] : document.fileName;
  await writeFile(file, document.bytes).catch((error: Error) => {
    throw new Refused(`The file was not written: ${error.message}`);
  });
  return `Order ${order.number}: ${file} written.`;
}

const command = (kind: Kind): Command => ({
  name: `order ${kind}`,
  usage: `order ${kind} NUMBER [--out=FILE]   (a PDF)`,
  values: ['out'],
  words: 1,
  run: (shop, words, options) => write(shop, kind, words[0] ?? '', options),
});

export const documentCommands: Command[] = [command('invoice'), command('packing-slip')];
