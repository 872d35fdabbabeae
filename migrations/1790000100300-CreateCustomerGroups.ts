import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups of customers, such as wholesale, and who is in them. */
export class CreateCustomerGroups1790000100300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE customer_groups (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      handle VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      UNIQUE KEY customer_groups_handle (handle)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE customer_group_members (
      group_id BIGINT NOT NULL,
      customer_id BIGINT NOT NULL,
      PRIMARY KEY (customer_id, group_id),
      KEY customer_group_members_of_group (group_id),
      CONSTRAINT customer_group_members_of_group FOREIGN KEY (group_id) REFERENCES customer_groups (id),
      CONSTRAINT customer_group_members_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customer_group_members');
    await runner.query('DROP TABLE customer_groups');
  }
}
