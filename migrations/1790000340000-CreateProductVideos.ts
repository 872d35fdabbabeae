import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Videos of products: where each came from, and where the shop serves it. A table of its own, so that whoever reads pictures (cards,
 * carts, orders, feeds) has no row to leave out.
 */
export class CreateProductVideos1790000340000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_videos (
        product_id BIGINT NOT NULL,
        position INT NOT NULL,
        source VARCHAR(2048) COLLATE utf8mb4_bin NOT NULL,
        src VARCHAR(2048) COLLATE utf8mb4_bin NULL COMMENT 'null while the shop has no copy: then it is not shown',
        type VARCHAR(32) NULL COMMENT 'as browsers are told, such as video/mp4',
        width INT NULL COMMENT 'in pixels, as it is seen',
        height INT NULL,
        title VARCHAR(512) NOT NULL,
        poster_source VARCHAR(2048) COLLATE utf8mb4_bin NULL COMMENT 'a picture; null: the first one of the product',
        poster_src VARCHAR(2048) COLLATE utf8mb4_bin NULL,
        captions_source VARCHAR(2048) COLLATE utf8mb4_bin NULL COMMENT 'WebVTT',
        captions_src VARCHAR(2048) COLLATE utf8mb4_bin NULL,
        added_at DATETIME(3) NOT NULL COMMENT 'when this product first had it',
        PRIMARY KEY (product_id, position),
        CONSTRAINT product_videos_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_videos');
  }
}
