import type { Outputs } from './cdk.ts';
import { aws, type Shell } from './shell.ts';
import { smtpPassword } from './smtp-password.ts';

/** SES's port for TLS from the first byte. */
const PORT = 465;

interface Key {
  AccessKey: { AccessKeyId: string; SecretAccessKey: string };
}

async function isWritten(run: Shell, secret: string): Promise<boolean> {
  const { SecretString } = await aws<{ SecretString: string }>(run, [
    'secretsmanager',
    'get-secret-value',
    '--secret-id',
    secret,
  ]);
  return SecretString.startsWith('smtps://');
}

/** Gives the secret `SMTP_URL` its text, made of a new key of the user who may send mails; once, or again with `isAnew`. */
export async function writeMailSecret(
  run: Shell,
  base: Outputs,
  region: string,
  isAnew = false,
): Promise<string> {
  const secret = base['SmtpSecret']!;
  if (!isAnew && (await isWritten(run, secret))) return 'is there';
  const { AccessKey } = await aws<Key>(run, ['iam', 'create-access-key', '--user-name', base['MailUser']!]);
  const password = encodeURIComponent(smtpPassword(AccessKey.SecretAccessKey, region));
  const input = `smtps://${AccessKey.AccessKeyId}:${password}@${base['MailHost']}:${PORT}`;
  const put = [
    'secretsmanager',
    'put-secret-value',
    '--secret-id',
    secret,
    '--secret-string',
    'file:///dev/stdin',
  ];
  await aws(run, put, { input });
  return 'written';
}
