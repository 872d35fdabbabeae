import type {
  Band,
  DeliveryZone,
  PickupPlace,
  Rate,
  ZoneMethod,
} from '../../core/delivery/delivery-rules.js';
import type { Address } from '../../core/orders/address.js';
import { readJson } from '../../platform/database/json.js';

/** A place of a zone with one of the zone's methods; `method` is null where nothing goes. */
export interface PlaceRow {
  place: number;
  zone: string;
  country: string;
  region: string;
  postcodeFrom: string;
  postcodeTo: string;
  method: string | null;
  price: number;
  bandedBy: 'weight' | 'amount' | null;
  bands: unknown;
  freeFrom: number | null;
  maxGrams: number | null;
  daysMin: number;
  daysMax: number;
  cutOffMinutes: number;
  handlingDays: number;
}

/** A zone's own rate goes before the method's, and brings its own limit from which delivery is free. */
export const PLACES = `SELECT p.id AS place, z.name AS zone, p.country, p.region, p.postcode_from AS postcodeFrom,
    p.postcode_to AS postcodeTo, m.id AS method, COALESCE(zm.price, m.price) AS price, zm.banded_by AS bandedBy, zm.bands,
    IF(zm.price IS NULL AND zm.bands IS NULL, m.free_from, zm.free_from) AS freeFrom,
    COALESCE(zm.max_grams, m.max_grams) AS maxGrams, COALESCE(zm.days_min, m.days_min) AS daysMin,
    COALESCE(zm.days_max, m.days_max) AS daysMax, m.cut_off_minutes AS cutOffMinutes, m.handling_days AS handlingDays
  FROM delivery_zone_places p JOIN delivery_zones z ON z.id = p.zone_id
  LEFT JOIN delivery_zone_methods zm ON zm.zone_id = z.id LEFT JOIN delivery_methods m ON m.id = zm.method_id`;

/** One zone per place, in the order of the rows. */
export function readZones(rows: readonly PlaceRow[]): DeliveryZone[] {
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return [...byPlace.values()].map((all) => {
    const { zone, country, region, postcodeFrom, postcodeTo } = all[0]!;
    const place = { country, region, postcodeFrom, postcodeTo };
    return { name: zone, place, methods: all.flatMap(readMethod) };
  });
}

function readMethod(row: PlaceRow): ZoneMethod[] {
  if (row.method === null) return [];
  const { method: id, freeFrom, maxGrams, daysMin, daysMax, cutOffMinutes, handlingDays } = row;
  return [{ id, rate: readRate(row), freeFrom, maxGrams, daysMin, daysMax, cutOffMinutes, handlingDays }];
}

const readRate = ({ bandedBy, bands, price }: PlaceRow): Rate =>
  bandedBy === null ? { by: 'flat', price } : { by: bandedBy, bands: readJson<Band[]>(bands) };

export const PICKUPS = `SELECT id, name, address, hours, cut_off_minutes AS cutOffMinutes,
    handling_days AS handlingDays FROM pickup_places`;

export type PickupRow = Omit<PickupPlace, 'address'> & { address: unknown };

export const readPickup = (row: PickupRow): PickupPlace => ({
  ...row,
  address: readJson<Address>(row.address),
});
