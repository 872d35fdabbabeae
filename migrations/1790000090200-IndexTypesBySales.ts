import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The best-selling products of a type are found without looking at the others. */
export class IndexTypesBySales1790000090200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE products ADD KEY products_of_type_by_sales (is_listed, type, units_sold), DROP KEY products_of_type',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE products ADD KEY products_of_type (is_listed, type), DROP KEY products_of_type_by_sales',
    );
  }
}
