import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links that were mailed to customers: for another password, to confirm an address. Of the token in a link there is only its
 * hash. `email` is where it was sent; `request_id` the row of the outbox that asked for it, so that a newer one counts.
 */
export class CreateCustomerLinks1790000360000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE customer_links (
      token_hash CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      customer_id BIGINT NOT NULL,
      purpose VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      request_id BIGINT NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      KEY customer_links_of_customer (customer_id, purpose),
      KEY customer_links_by_end (expires_at),
      CONSTRAINT customer_links_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customer_links');
  }
}
