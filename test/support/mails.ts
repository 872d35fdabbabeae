import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredMail {
  messageId: string;
  to: string;
  subject: string;
  /** The whole file. */
  source: string;
  /** Its plain text part. */
  text: string;
}

const header = (source: string, name: string): string =>
  (new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(source)?.[1] ?? '').replaceAll(/\r\n\s+/g, ' ');

const unfold = (text: string): string =>
  text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (codes) =>
      Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'),
    );

function plainPart(source: string): string {
  const part = source.split(/^--\S+\r\n/m).find((text) => /^content-type: text\/plain/im.test(text)) ?? '';
  const [head = '', ...body] = part.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? unfold(text) : text;
}

/** The mails in the folder where workers put them when there is no mail server. */
export function mailsIn(folder: string): StoredMail[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
  return files.map((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    const [messageId, to, subject] = ['message-id', 'to', 'subject'].map((name) => header(source, name));
    return { messageId: messageId!, to: to!, subject: subject!, source, text: plainPart(source) };
  });
}
