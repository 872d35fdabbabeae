import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was bought together with a product, the few that are shown, and how far the work of the day has come. No foreign keys: with
 * them each refresh would wait for whoever holds a product's row, and take shared locks on those that everybody buys.
 */
export class CreateProductPairs1790000330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE product_pairs (
      product_id BIGINT NOT NULL,
      other_id BIGINT NOT NULL,
      buyers INT NOT NULL COMMENT 'different buyers who had both in one order',
      is_sample TINYINT NOT NULL DEFAULT 0 COMMENT 'of the demo catalogue: no orders stand behind it',
      PRIMARY KEY (product_id, other_id)
    )`);
    await runner.query(`CREATE TABLE product_pair_rounds (
      id TINYINT NOT NULL PRIMARY KEY,
      after_id BIGINT NOT NULL COMMENT 'products up to this id are done in the round that is under way',
      began_at DATETIME(3) NULL
    )`);
    await runner.query('INSERT INTO product_pair_rounds (id, after_id, began_at) VALUES (1, 0, NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_pair_rounds');
    await runner.query('DROP TABLE product_pairs');
  }
}
