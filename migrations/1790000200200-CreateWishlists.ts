import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody likes and does not buy yet, under the id of their cart; and the address under which others may look at it. */
export class CreateWishlists1790000200200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE wishlist_items (
      owner VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'id of a cart',
      variant_id BIGINT NOT NULL,
      added_at DATETIME(3) NOT NULL,
      PRIMARY KEY (owner, variant_id),
      KEY wishlist_items_by_age (added_at),
      CONSTRAINT wishlist_items_of_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE TABLE wishlist_links (
      owner VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      token CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      UNIQUE KEY wishlist_links_token (token)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wishlist_links');
    await runner.query('DROP TABLE wishlist_items');
  }
}
