import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products. The columns from price_min on are derived from variants and images at each save, for listings. */
export class CreateProducts1790000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE products (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
        handle VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
        title VARCHAR(255) NOT NULL,
        body_html MEDIUMTEXT NOT NULL,
        vendor VARCHAR(255) NOT NULL,
        category VARCHAR(255) NOT NULL,
        type VARCHAR(255) NOT NULL,
        tags TEXT NOT NULL COMMENT 'JSON, array of texts',
        option_names TEXT NOT NULL COMMENT 'JSON, array of texts, in the order of option1 to option3 of variants',
        status VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        published_at DATETIME(3) NULL,
        is_gift_card TINYINT NOT NULL DEFAULT 0,
        seo_title VARCHAR(255) NULL,
        seo_description TEXT NULL,
        units_sold INT NOT NULL DEFAULT 0,
        content_hash CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of all that was saved last',
        created_at DATETIME(3) NOT NULL,
        updated_at DATETIME(3) NOT NULL,
        is_listed TINYINT NOT NULL COMMENT 'active and published',
        price_min BIGINT NOT NULL,
        price_max BIGINT NOT NULL,
        compare_at_price BIGINT NULL,
        card TEXT NOT NULL COMMENT 'JSON, rest of the product card',
        UNIQUE KEY products_handle (handle),
        KEY products_in_order (is_listed, id),
        KEY products_by_title (is_listed, title, id),
        KEY products_by_price (is_listed, price_min, id, price_max, vendor, type) COMMENT 'covers counts over all products',
        KEY products_by_age (is_listed, created_at, id),
        KEY products_by_sales (is_listed, units_sold, id),
        KEY products_of_type (is_listed, type),
        KEY products_of_vendor (is_listed, vendor),
        CONSTRAINT products_status CHECK (status IN ('draft', 'active', 'archived'))
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE products');
  }
}
