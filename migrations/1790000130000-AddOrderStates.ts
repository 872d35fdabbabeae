import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATE = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL';

/** Where money and goods of an order are. `state` stays beside them, written by every version (core/orders/order-state.ts). */
export class AddOrderStates1790000130000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders ADD COLUMN payment_state ${STATE},
      ADD COLUMN fulfilment_state ${STATE}, ADD KEY orders_by_states (fulfilment_state, payment_state, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE orders DROP KEY orders_by_states, DROP COLUMN fulfilment_state, DROP COLUMN payment_state',
    );
  }
}
