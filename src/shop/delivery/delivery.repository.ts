import { Injectable } from '@nestjs/common';
import type { DeliveryRules } from '../../core/delivery/delivery-rules.js';
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

  async findRules(country: string): Promise<DeliveryRules> {
    return readRules(await this.database.query<RuleRow>(rulesSql('p.country = ?'), [country]));
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
