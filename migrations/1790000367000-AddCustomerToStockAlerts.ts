import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asked while signed in: what an account shows of its data, and takes with it when it goes. An address alone proves nothing. */
export class AddCustomerToStockAlerts1790000367000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stock_alerts ADD COLUMN customer_id BIGINT NULL,
      ADD KEY stock_alerts_of_customer (customer_id)`);
    await runner.query(`ALTER TABLE stock_alerts ADD CONSTRAINT stock_alerts_of_customer
      FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE stock_alerts DROP FOREIGN KEY stock_alerts_of_customer');
    await runner.query('ALTER TABLE stock_alerts DROP KEY stock_alerts_of_customer, DROP COLUMN customer_id');
  }
}
