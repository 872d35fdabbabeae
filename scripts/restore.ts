import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from '../src/platform/config/env.js';
import { run } from '../src/platform/process/run.js';
import { untilInterrupted } from './backup/interrupted.js';
import { PlainRefusal } from './backup/plain-refusal.js';
import { restoreBackup } from './backup/restore-backup.js';

const USAGE = `Usage: npm run restore -- BACKUP [--replace] [--accept-findings]
  BACKUP             the folder that \`npm run backup\` wrote
  --replace          delete what is in the database now, and put the backup in its place
  --accept-findings  also when the audit finds something wrong in the backup
`;
const switches = { replace: { type: 'boolean' }, 'accept-findings': { type: 'boolean' } } as const;

/** What was typed; null when it was typed wrongly. */
function typed() {
  try {
    const { values, positionals } = parseArgs({ options: switches, allowPositionals: true });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) return null;
    const options = {
      mayReplace: values.replace ?? false,
      acceptsFindings: values['accept-findings'] ?? false,
    };
    return { folder: resolve(folder), options };
  } catch {
    return null;
  }
}

/** Exit codes: 0 restored and found right, 1 not, and nothing was changed, 2 typed wrongly. */
run(async () => {
  const wish = typed();
  if (!wish) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  try {
    const { startedAt } = await restoreBackup(readEnv(), wish.folder, wish.options, untilInterrupted());
    process.stdout.write(`
Restored: the shop is as it was at ${startedAt}.
Before you open it, empty its cache:  redis-cli -u "$CACHE_REDIS_URL" FLUSHDB   (or wait ten minutes)
Then compare payments since that moment with the books of your payment provider (docs/backup.md).
`);
  } catch (error) {
    if (!(error instanceof PlainRefusal)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
});
