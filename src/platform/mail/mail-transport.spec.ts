import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderTransport, type FinishedMail } from './mail-transport.js';

const folder = mkdtempSync(join(tmpdir(), 'cloudcart-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = async (changes: Partial<FinishedMail>) => {
  rmSync(folder, { recursive: true, force: true });
  const mail = { messageId: 'x@shop.example', from: 'Shop <shop@shop.example>', to: 'shop@shop.example' };
  const words = { date: new Date(0), subject: 'A message', html: '<p>Hello</p>', text: 'Hello' };
  await folderTransport(folder).send({ ...mail, ...words, ...changes });
  const [head = ''] = readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8').split('\r\n\r\n');
  return head.split('\r\n');
};

it('answers go to whom the mail names, and to the shop when it names nobody', async () => {
  expect(await written({ replyTo: 'ada@example.com' })).toContain('Reply-To: ada@example.com');
  expect((await written({})).join('\n')).not.toMatch(/^reply-to:/im);
});

it('no text becomes a header of its own', async () => {
  const lines = await written({
    replyTo: 'ada@example.com\r\nBcc: eve@example.com',
    subject: 'About 1001\r\nBcc: eve@example.com',
  });
  expect(lines.filter((line) => /^bcc:/i.test(line))).toEqual([]);
  expect(lines.filter((line) => /^subject:/i.test(line))).toHaveLength(1);
});
