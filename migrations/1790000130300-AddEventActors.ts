import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what happened to an order, and what else there is to say about it. */
export class AddEventActors1790000130300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE order_events ADD COLUMN actor VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'shopper, staff, worker, provider, shop',
      ADD COLUMN actor_name VARCHAR(100) NULL COMMENT 'command, gateway', ADD COLUMN detail VARCHAR(500) NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE order_events DROP COLUMN detail, DROP COLUMN actor_name, DROP COLUMN actor`,
    );
  }
}
