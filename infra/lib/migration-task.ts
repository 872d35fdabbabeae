import type { Construct } from 'constructs';
import type { BaseStack } from './base-stack.ts';
import { ShopTask } from './shop-task.ts';

/**
 * Runs once before each deploy (`commands/deploy.ts`) and for commands by hand: makes the shop's user of MySQL when it is missing, then
 * runs the migrations. The only task that knows the database's owner.
 */
export class MigrationTask extends ShopTask {
  constructor(scope: Construct, id: string, base: BaseStack) {
    const { owner } = base.database;
    super(scope, id, base, {
      name: 'migrate',
      command: ['sh', '-c', 'node docker/make-database-user.mjs && node dist/scripts/migrate.js'],
      cpu: 1024,
      memoryMb: 2048,
      stopSeconds: 120,
      more: {
        DATABASE_OWNER: { secret: owner, field: 'username' },
        DATABASE_OWNER_PASSWORD: { secret: owner, field: 'password' },
      },
    });
  }
}
