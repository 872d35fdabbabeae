import { createHmac } from 'node:crypto';

const VERSION = 4;
const PARTS = ['ses', 'aws4_request', 'SendRawEmail'];

const sign = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The password of SES's SMTP server that belongs to the secret key of an IAM user, in one region. Source: "Obtaining SES SMTP credentials" of Amazon's manual. */
export function smtpPassword(secretKey: string, region: string): string {
  const first = sign(`AWS4${secretKey}`, '11111111');
  const signature = [region, ...PARTS].reduce(sign, first);
  return Buffer.concat([Buffer.from([VERSION]), signature]).toString('base64');
}
