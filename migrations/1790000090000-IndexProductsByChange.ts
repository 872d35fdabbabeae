import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which products have changed is read from this index alone. It serves all that the one on (is_listed, id) did. */
export class IndexProductsByChange1790000090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE products ADD KEY products_by_change (is_listed, id, updated_at), DROP KEY products_in_order',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE products ADD KEY products_in_order (is_listed, id), DROP KEY products_by_change',
    );
  }
}
