/** `npm run mail-password`: a new password for SES. Processes use it from their next start on; then delete the older key. */
import { writeMailSecret } from './mail.ts';
import { outputsOf, regionOf } from './region.ts';
import { shell } from './shell.ts';

try {
  const region = await regionOf(shell);
  const base = await outputsOf(shell, 'CloudCartBase');
  await writeMailSecret(shell, base, region, true);
  process.stdout.write(
    `Written. npm run restart, then delete the older key of the user ${base['MailUser']}.\n`,
  );
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
