import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is in a parcel. */
export class CreateShipmentLines1790000130700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE shipment_lines (
      shipment_id BIGINT NOT NULL,
      order_line_id BIGINT NOT NULL,
      quantity INT NOT NULL,
      PRIMARY KEY (shipment_id, order_line_id),
      KEY shipment_lines_of_line (order_line_id),
      CONSTRAINT shipment_lines_of_shipment FOREIGN KEY (shipment_id) REFERENCES shipments (id) ON DELETE CASCADE,
      CONSTRAINT shipment_lines_of_order_line FOREIGN KEY (order_line_id) REFERENCES order_lines (id),
      CONSTRAINT shipment_lines_quantity CHECK (quantity > 0)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE shipment_lines`);
  }
}
