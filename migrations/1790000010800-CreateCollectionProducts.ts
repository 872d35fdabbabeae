import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which products are in which collection, picked by hand or found by rule when either was saved. */
export class CreateCollectionProducts1790000010800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE collection_products (
        collection_id BIGINT NOT NULL,
        product_id BIGINT NOT NULL,
        position INT NOT NULL,
        PRIMARY KEY (collection_id, product_id),
        KEY collection_products_in_order (collection_id, position, product_id),
        KEY collection_products_of_product (product_id, collection_id),
        CONSTRAINT collection_products_collection
          FOREIGN KEY (collection_id) REFERENCES collections (id) ON DELETE CASCADE,
        CONSTRAINT collection_products_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE collection_products');
  }
}
