import 'reflect-metadata';
import { readEnv } from '../src/platform/config/env.js';
import { run } from '../src/platform/process/run.js';
import { untilInterrupted } from './backup/interrupted.js';
import { PlainRefusal } from './backup/plain-refusal.js';
import { writeBackup } from './backup/write-backup.js';

/** A backup of the open shop. Exit codes: 0 written and read again, 1 not, 2 typed wrongly. */
run(async () => {
  const [folder, ...others] = process.argv.slice(2);
  if (!folder || others.length > 0 || folder.startsWith('-')) {
    process.stderr.write(
      'Usage: npm run backup -- FOLDER   (a new folder is made in it, named by the time)\n',
    );
    process.exitCode = 2;
    return;
  }
  try {
    const written = await writeBackup(readEnv(), folder, untilInterrupted());
    process.stdout.write(`\nBacked up: ${written}\nTo restore it:  npm run restore -- ${written}\n`);
  } catch (error) {
    if (!(error instanceof PlainRefusal)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
});
