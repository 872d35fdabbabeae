import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fixed days, and those that move, of the United States; whoever sells elsewhere changes the rows. */
const HOLIDAYS = [
  ['01-01', 'New Year'], ['07-04', 'Independence Day'], ['12-25', 'Christmas Day'],
] as const; // prettier-ignore
const MOVING: readonly (readonly [string, string])[] = [
  ['2026-05-25', 'Memorial Day'], ['2026-09-07', 'Labor Day'], ['2026-11-26', 'Thanksgiving'],
  ['2027-05-31', 'Memorial Day'], ['2027-09-06', 'Labor Day'], ['2027-11-25', 'Thanksgiving'],
  ['2028-05-29', 'Memorial Day'], ['2028-09-04', 'Labor Day'], ['2028-11-23', 'Thanksgiving'],
]; // prettier-ignore

/** Days on which nothing leaves the shop and nothing arrives, besides weekends. */
export class CreateShopCalendar1790000120200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE shop_holidays (
      day DATE NOT NULL PRIMARY KEY,
      name VARCHAR(120) NOT NULL
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    const fixed = [2026, 2027, 2028].flatMap((year) =>
      HOLIDAYS.map(([day, name]) => [`${year}-${day}`, name] as const),
    );
    for (const row of [...fixed, ...MOVING])
      await runner.query('INSERT INTO shop_holidays (day, name) VALUES (?, ?)', [...row]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shop_holidays');
  }
}
