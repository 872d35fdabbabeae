import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import type { Env } from '../../src/platform/config/env.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { MIGRATIONS_WAIT } from '../../src/platform/database/limits.js';
import { audit, isWrong, type Finding } from '../audit/audit.js';
import { auditSum, auditText } from '../audit/audit-text.js';
import type { Manifest } from './manifest.js';
import { PlainRefusal } from './plain-refusal.js';
import { step } from './step.js';

/** Errors: PlainRefusal for a backup of a shop that is newer than this one. */
export function assertKnown({ migration, shop }: Manifest): void {
  if (migrations.some(({ name }) => name === migration)) return;
  const commit = shop.commit ? `, commit ${shop.commit.slice(0, 12)}` : '';
  throw new PlainRefusal(
    `The backup is of a newer shop: this one does not know its migration ${migration}. Install version ${shop.version}${commit}, or a later one, and restore with that.`,
  );
}

async function migrated(dataSource: DataSource): Promise<{ detail: string }> {
  const done = await dataSource.runMigrations();
  return { detail: done.length === 0 ? 'as new as this shop' : `${done.length} migrations run` };
}

async function audited(dataSource: DataSource): Promise<{ findings: Finding[]; detail: string }> {
  const findings = await audit(new Database(dataSource));
  return { findings, detail: auditSum(findings) };
}

/**
 * Brings a restored schema up to date and asks the audit. Errors: PlainRefusal with what the audit found, unless
 * `acceptsFindings`: then that is printed.
 */
export async function prepareSchema(env: Env, address: string, acceptsFindings: boolean): Promise<void> {
  const settings = { DATABASE_URL: address, DATABASE_POOL_SIZE: env.DATABASE_POOL_SIZE };
  const dataSource = await new DataSource(await dataSourceOptions(settings, MIGRATIONS_WAIT)).initialize();
  try {
    await step('migrations', () => migrated(dataSource));
    const { findings } = await step('audit', () => audited(dataSource));
    const wrong = findings.filter(isWrong);
    if (wrong.length === 0) return;
    if (!acceptsFindings)
      throw new PlainRefusal(
        `${auditText(wrong)}\nNothing was changed. The shop that was backed up had these already: to take it as it is, add --accept-findings.`,
      );
    process.stdout.write(`${auditText(wrong)}\n`);
  } finally {
    await dataSource.destroy();
  }
}
