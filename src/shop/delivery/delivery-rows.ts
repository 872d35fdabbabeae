import type {
  Band,
  DeliveryRules,
  DeliveryZone,
  PickupPlace,
  Rate,
  ZoneMethod,
} from '../../core/delivery/delivery-rules.js';
import type { Address } from '../../core/orders/address.js';
import { readJson } from '../../platform/database/json.js';

/** One thing of the rules; `data` is JSON. */
export interface RuleRow {
  kind: 'place' | 'pickup' | 'holiday';
  data: unknown;
}

/** A place of a zone with one of the zone's methods; `method` is null where nothing goes. */
interface PlaceData {
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

type PickupData = Omit<PickupPlace, 'address'> & { address: unknown };

/**
 * All that is known, in one statement: an order asks for it while others wait. A zone's own rate goes before the method's, and brings
 * its own amount from which delivery is free. `where`: our own text, about `p`.
 */
export const rulesSql = (where: string): string => `
  SELECT 'place' AS kind, JSON_OBJECT('place', p.id, 'zone', z.name, 'country', p.country, 'region', p.region,
      'postcodeFrom', p.postcode_from, 'postcodeTo', p.postcode_to, 'method', m.id,
      'price', COALESCE(zm.price, m.price), 'bandedBy', zm.banded_by, 'bands', zm.bands,
      'freeFrom', IF(zm.price IS NULL AND zm.bands IS NULL, m.free_from, zm.free_from),
      'maxGrams', COALESCE(zm.max_grams, m.max_grams), 'daysMin', COALESCE(zm.days_min, m.days_min),
      'daysMax', COALESCE(zm.days_max, m.days_max), 'cutOffMinutes', m.cut_off_minutes,
      'handlingDays', m.handling_days) AS data
    FROM delivery_zone_places p JOIN delivery_zones z ON z.id = p.zone_id
    LEFT JOIN delivery_zone_methods zm ON zm.zone_id = z.id LEFT JOIN delivery_methods m ON m.id = zm.method_id
    WHERE ${where}
  UNION ALL
  SELECT 'pickup', JSON_OBJECT('id', id, 'name', name, 'address', address, 'hours', hours,
      'cutOffMinutes', cut_off_minutes, 'handlingDays', handling_days) FROM pickup_places
  UNION ALL
  SELECT 'holiday', JSON_OBJECT('day', DATE_FORMAT(day, '%Y-%m-%d')) FROM shop_holidays
    WHERE day BETWEEN UTC_DATE() - INTERVAL 7 DAY AND UTC_DATE() + INTERVAL 180 DAY`;

export function readRules(rows: readonly RuleRow[]): DeliveryRules {
  const partsOf = <T>(kind: RuleRow['kind']): T[] =>
    rows.filter((row) => row.kind === kind).map((row) => readJson<T>(row.data));
  const pickups = partsOf<PickupData>('pickup').toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    zones: readZones(partsOf('place')),
    pickups: pickups.map((pickup) => ({ ...pickup, address: readJson<Address>(pickup.address) })),
    holidays: partsOf<{ day: string }>('holiday')
      .map(({ day }) => day)
      .toSorted((a, b) => (a < b ? -1 : 1)),
  };
}

/** One zone per place, in the order in which they were made: what is kept of them is compared. */
function readZones(rows: readonly PlaceData[]): DeliveryZone[] {
  const sorted = rows.toSorted((a, b) => a.place - b.place || ((a.method ?? '') < (b.method ?? '') ? -1 : 1));
  return [...Map.groupBy(sorted, ({ place }) => place).values()].map((all) => {
    const { zone, country, region, postcodeFrom, postcodeTo } = all[0]!;
    const place = { country, region, postcodeFrom, postcodeTo };
    return { name: zone, place, methods: all.flatMap(readMethod) };
  });
}

function readMethod(row: PlaceData): ZoneMethod[] {
  if (row.method === null) return [];
  const { method: id, freeFrom, maxGrams, daysMin, daysMax, cutOffMinutes, handlingDays } = row;
  return [{ id, rate: readRate(row), freeFrom, maxGrams, daysMin, daysMax, cutOffMinutes, handlingDays }];
}

const readRate = ({ bandedBy, bands, price }: PlaceData): Rate =>
  bandedBy === null ? { by: 'flat', price } : { by: bandedBy, bands: readJson<Band[]>(bands) };
