import type { MigrationInterface, QueryRunner } from 'typeorm';

/** W3C's `traceparent` of whoever promised the work, when it was traced: the worker goes on in the same trace. */
export class AddTraceToOutbox1790000410100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN traceparent CHAR(55) CHARACTER SET ascii NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN traceparent');
  }
}
