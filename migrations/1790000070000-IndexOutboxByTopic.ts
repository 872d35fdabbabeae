import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows of one topic are found without a look at those of others: a look locks a row for a moment, and workers skip rows
 * that are locked.
 */
export class IndexOutboxByTopic1790000070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE outbox ADD KEY outbox_due_topic (topic, available_at, id), DROP KEY outbox_due',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD KEY outbox_due (available_at, id), DROP KEY outbox_due_topic');
  }
}
