import { Injectable } from '@nestjs/common';
import type { CalendarDay } from '../../core/delivery/calendar.js';
import type { DeliveryRules } from '../../core/delivery/delivery-rules.js';
import { Database } from '../../platform/database/database.js';
import { PICKUPS, PLACES, readPickup, readZones, type PickupRow, type PlaceRow } from './delivery-rows.js';

/** The tables of zones, methods, holidays and places to pick things up. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  /** For one country, or for all. One question after the other: at a rush the pool has none to spare. */
  async findRules(country: string | null): Promise<DeliveryRules> {
    const { where, values } =
      country === null ? { where: '', values: [] } : { where: ' WHERE p.country = ?', values: [country] };
    const zones = await this.database.query<PlaceRow>(`${PLACES}${where} ORDER BY p.id, m.id`, values);
    const pickups = await this.database.query<PickupRow>(`${PICKUPS} ORDER BY id`);
    return { zones: readZones(zones), pickups: pickups.map(readPickup), holidays: await this.findHolidays() };
  }

  /** Codes of the countries in which there is anything that is sent. */
  async findCountries(): Promise<string[]> {
    const rows = await this.database.query<{ country: string }>(
      `SELECT DISTINCT p.country FROM delivery_zone_places p
       JOIN delivery_zone_methods zm ON zm.zone_id = p.zone_id ORDER BY p.country`,
    );
    return rows.map(({ country }) => country);
  }

  private async findHolidays(): Promise<CalendarDay[]> {
    const rows = await this.database.query<{ day: string }>(
      `SELECT DATE_FORMAT(day, '%Y-%m-%d') AS day FROM shop_holidays
       WHERE day BETWEEN UTC_DATE() - INTERVAL 7 DAY AND UTC_DATE() + INTERVAL 180 DAY ORDER BY day`,
    );
    return rows.map(({ day }) => day);
  }
}
