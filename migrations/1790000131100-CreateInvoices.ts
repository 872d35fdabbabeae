import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers of invoices, without a gap: the next one is taken from the locked row of the counter. */
export class CreateInvoices1790000131100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE invoice_counter (
      id TINYINT NOT NULL PRIMARY KEY,
      last_number BIGINT NOT NULL
    )`);
    await runner.query(`INSERT INTO invoice_counter (id, last_number) VALUES (1, 0)`);
    await runner.query(`CREATE TABLE invoices (
      number BIGINT NOT NULL PRIMARY KEY,
      order_id BIGINT NOT NULL,
      issued_at DATETIME(3) NOT NULL,
      UNIQUE KEY invoices_of_order (order_id),
      CONSTRAINT invoices_of_order FOREIGN KEY (order_id) REFERENCES orders (id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE invoices`);
    await runner.query(`DROP TABLE invoice_counter`);
  }
}
