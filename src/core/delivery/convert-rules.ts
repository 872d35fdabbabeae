import type { Convert } from '../pricing/convert.js';
import type { DeliveryRules, Rate, ZoneMethod } from './delivery-rules.js';

/** The same rules with their amounts in the currency of a price list: what delivery costs, and from which amounts. */
export const convertRules = (rules: DeliveryRules, convert: Convert): DeliveryRules => ({
  ...rules,
  zones: rules.zones.map((zone) => ({
    ...zone,
    methods: zone.methods.map((method) => convertMethod(method, convert)),
  })),
});

const convertMethod = (method: ZoneMethod, convert: Convert): ZoneMethod => ({
  ...method,
  rate: convertRate(method.rate, convert),
  freeFrom: method.freeFrom && convert(method.freeFrom),
});

function convertRate(rate: Rate, convert: Convert): Rate {
  if (rate.by === 'flat') return { ...rate, price: convert(rate.price) };
  const from = (limit: number) => (rate.by === 'amount' ? convert(limit) : limit);
  return {
    ...rate,
    bands: rate.bands.map((band) => ({ from: from(band.from), price: convert(band.price) })),
  };
}
