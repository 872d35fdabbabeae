import { Injectable } from '@nestjs/common';
import type { DeliveryRules } from '../../core/delivery/delivery-rules.js';
import type { Destination } from '../../core/places/place.js';
import { regionCode } from '../../core/places/region-code.js';
import { Database } from '../../platform/database/database.js';
import { readRules, rulesSql, type RuleRow } from './delivery-rows.js';

/** The tables of zones, methods, holidays and places to pick things up. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  /** Of all countries. */
  async findAllRules(): Promise<DeliveryRules> {
    return readRules(await this.database.query<RuleRow>(rulesSql('1 = 1')));
  }

  /** Of one destination: zones of other regions, which cannot cover it, are left out. */
  async findRules(destination: Destination): Promise<DeliveryRules> {
    const place = [destination.country, regionCode(destination)];
    const sql = rulesSql(`p.country = ? AND (p.region = '' OR p.region = ?)`);
    return readRules(await this.database.query<RuleRow>(sql, place));
  }

  /** Codes of the countries in which there is anything that is sent. */
  async findCountries(): Promise<string[]> {
    const rows = await this.database.query<{ country: string }>(
      `SELECT DISTINCT p.country FROM delivery_zone_places p
       JOIN delivery_zone_methods zm ON zm.zone_id = p.zone_id ORDER BY p.country`,
    );
    return rows.map(({ country }) => country);
  }
}
