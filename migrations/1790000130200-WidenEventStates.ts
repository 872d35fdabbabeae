import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

/** The history has room for the longer words of partly sent and partly returned orders. */
export class WidenEventStates1790000130200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE order_events MODIFY from_state VARCHAR(24) ${ASCII} NULL,
      MODIFY to_state VARCHAR(24) ${ASCII} NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE order_events SET from_state = LEFT(from_state, 16), to_state = LEFT(to_state, 16)`,
    );
    await runner.query(`ALTER TABLE order_events MODIFY from_state VARCHAR(16) ${ASCII} NULL,
      MODIFY to_state VARCHAR(16) ${ASCII} NOT NULL`);
  }
}
