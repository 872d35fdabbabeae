import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/** A finished mail. `messageId` without angle brackets. */
export interface FinishedMail {
  messageId: string;
  from: string;
  to: string;
  replyTo?: string;
  date: Date;
  subject: string;
  html: string;
  text: string;
}

export interface MailTransport {
  /** Resolves when the mail was taken; throws when not. */
  send(mail: FinishedMail): Promise<void>;
  close(): void;
}

/** DI token. */
export const MAIL_TRANSPORT = Symbol('MAIL_TRANSPORT');

/** Together below the 30 seconds for which a worker holds a row. */
const TIMEOUTS = { connectionTimeout: 3000, greetingTimeout: 5000, socketTimeout: 8000, dnsTimeout: 3000 };

/** Addresses as objects, so that no part of the address is read as a list. */
const envelope = ({ messageId, to, replyTo, ...rest }: FinishedMail) => ({
  ...rest,
  messageId: `<${messageId}>`,
  to: { name: '', address: to },
  ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** Sends by SMTP, over at most three kept connections. */
export function smtpTransport(url: string): MailTransport {
  const options = { pool: true as const, maxConnections: 3, ...TIMEOUTS };
  const transport = createTransport({ url, ...options });
  return {
    send: async (mail) => void (await transport.sendMail(envelope(mail))),
    close: () => transport.close(),
  };
}

/** Writes each mail to `<folder>/<id>.eml`: all of it or nothing, and the same mail to the same file. */
export function folderTransport(folder: string): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    send: async (mail) => {
      const { message } = await composer.sendMail(envelope(mail));
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${mail.messageId.replace(/[^A-Za-z0-9.@-]/g, '_')}.eml`);
      await writeFile(`${file}.${process.pid}.part`, message as Buffer);
      await rename(`${file}.${process.pid}.part`, file);
    },
    close: () => composer.close(),
  };
}
