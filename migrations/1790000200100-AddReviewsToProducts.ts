import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What pages of a product and lists show of its reviews, kept up whenever one is published or taken down. The rank counts two
 * reviews of 3.5 stars more than there are: one of five stars does not beat a hundred of which one has four.
 */
export class AddReviewsToProducts1790000200100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products
      ADD COLUMN rating_count INT NOT NULL DEFAULT 0,
      ADD COLUMN rating_sum INT NOT NULL DEFAULT 0,
      ADD COLUMN reviews MEDIUMTEXT NULL COMMENT 'JSON, ShownReviews',
      ADD COLUMN rating_rank INT
        AS (IF(rating_count = 0, 0, (rating_sum * 1000 + 7000) DIV (rating_count + 2))) STORED`);
    await runner.query('ALTER TABLE products ADD KEY products_by_rating (is_listed, rating_rank, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE products DROP KEY products_by_rating, DROP COLUMN rating_rank, DROP COLUMN reviews, DROP COLUMN rating_sum, DROP COLUMN rating_count',
    );
  }
}
