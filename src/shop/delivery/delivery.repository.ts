import { Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import { Database } from '../../platform/database/database.js';

export interface DeliveryMethod {
  id: string;
  price: Minor;
  freeFrom: Minor | null;
  daysMin: number;
  daysMax: number;
}

interface DestinationRow {
  country: string;
  taxRateBasisPoints: number;
}

const DESTINATION = 'SELECT country, rate_basis_points AS taxRateBasisPoints FROM tax_rates';

@Injectable()
export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  findMethods(): Promise<DeliveryMethod[]> {
    return this.database.query<DeliveryMethod>(
      `SELECT id, price, free_from AS freeFrom, days_min AS daysMin, days_max AS daysMax FROM delivery_methods`,
    );
  }

  findDestinations(): Promise<DestinationRow[]> {
    return this.database.query<DestinationRow>(`${DESTINATION} ORDER BY country`);
  }

  async findDestination(country: string): Promise<DestinationRow | null> {
    const rows = await this.database.query<DestinationRow>(`${DESTINATION} WHERE country = ?`, [country]);
    return rows[0] ?? null;
  }
}
