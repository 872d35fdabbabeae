import type { MigrationInterface, QueryRunner } from 'typeorm';

const WORKSHOP = {
  firstName: '', lastName: '', company: 'Larch & Lantern', address1: '48 Mill Road', address2: '', city: 'Portland',
  region: 'OR', postcode: '97214', country: 'US', phone: '',
}; // prettier-ignore

/** Where goods can be picked up. A table of its own: old code would offer it as a way of sending. */
export class CreatePickupPlaces1790000120300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE pickup_places (
      id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      name VARCHAR(120) NOT NULL,
      address JSON NOT NULL,
      hours VARCHAR(255) NOT NULL,
      cut_off_minutes SMALLINT NOT NULL,
      handling_days SMALLINT NOT NULL COMMENT 'working days until it is ready',
      CONSTRAINT pickup_places_times CHECK (cut_off_minutes BETWEEN 0 AND 1440 AND handling_days >= 0)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(
      `INSERT INTO pickup_places (id, name, address, hours, cut_off_minutes, handling_days) VALUES (?, ?, ?, ?, ?, ?)`,
      ['portland', 'Workshop in Portland', JSON.stringify(WORKSHOP), 'Weekdays, 10 am to 6 pm', 720, 1],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pickup_places');
  }
}
