import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people who bought a product say of it, and who found that helpful. */
export class CreateReviews1790000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reviews (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      product_id BIGINT NOT NULL,
      order_line_id BIGINT NULL COMMENT 'NULL: a sample that came with the demo catalogue',
      revision INT NOT NULL DEFAULT 1 COMMENT 'counts the times it was written',
      stars TINYINT NOT NULL,
      title VARCHAR(120) NOT NULL,
      body TEXT NOT NULL,
      author VARCHAR(60) NOT NULL,
      state VARCHAR(9) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      reason VARCHAR(500) NULL COMMENT 'why it was refused',
      helpful INT NOT NULL DEFAULT 0,
      written_at DATETIME(3) NOT NULL,
      decided_at DATETIME(3) NULL,
      UNIQUE KEY reviews_of_line (order_line_id),
      KEY reviews_by_time (product_id, state, written_at, id),
      KEY reviews_by_help (product_id, state, helpful, written_at, id),
      KEY reviews_by_state (state, id),
      CONSTRAINT reviews_stars CHECK (stars BETWEEN 1 AND 5),
      CONSTRAINT reviews_state CHECK (state IN ('waiting', 'published', 'refused')),
      CONSTRAINT reviews_of_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
      CONSTRAINT reviews_of_order_line FOREIGN KEY (order_line_id) REFERENCES order_lines (id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE TABLE review_votes (
      review_id BIGINT NOT NULL,
      voter CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'digest of the id of a cart',
      PRIMARY KEY (review_id, voter),
      CONSTRAINT review_votes_of FOREIGN KEY (review_id) REFERENCES reviews (id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE review_votes');
    await runner.query('DROP TABLE reviews');
  }
}
