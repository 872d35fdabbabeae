import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which language an order was placed (null: the shop’s own): its mails and documents are in it. */
export class AddLanguageToOrders1790000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE orders ADD COLUMN language CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders DROP COLUMN language`);
  }
}
