import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of the pieces of a line; never more than were ordered. `dropped`: will not be sent. */
export class CountPieces1790000130500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE order_lines ADD COLUMN shipped INT NOT NULL DEFAULT 0, ADD COLUMN dropped INT NOT NULL DEFAULT 0,
      ADD COLUMN returned INT NOT NULL DEFAULT 0, ADD COLUMN refunded INT NOT NULL DEFAULT 0,
      ADD CONSTRAINT order_lines_pieces CHECK (shipped >= 0 AND dropped >= 0 AND shipped + dropped <= quantity
        AND returned >= 0 AND returned <= shipped AND refunded >= 0 AND refunded <= quantity)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE order_lines DROP CONSTRAINT order_lines_pieces`);
    await runner.query(
      `ALTER TABLE order_lines DROP COLUMN refunded, DROP COLUMN returned, DROP COLUMN dropped, DROP COLUMN shipped`,
    );
  }
}
