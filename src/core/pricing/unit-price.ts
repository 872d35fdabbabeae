import { divideHalfEven, type Minor } from '../money/money.js';

/** Sizes of units of one kind in the smallest thing that all of them are whole multiples of. Inches, feet and gallons are those of the US. */
const KINDS = {
  weight: {
    mg: 1_000_000n,
    g: 1_000_000_000n,
    kg: 1_000_000_000_000n,
    oz: 28_349_523_125n,
    lb: 453_592_370_000n,
  },
  volume: {
    ml: 128_000_000n,
    cl: 1_280_000_000n,
    l: 128_000_000_000n,
    m3: 128_000_000_000_000n,
    floz: 3_785_411_784n,
    pt: 60_566_588_544n,
    qt: 121_133_177_088n,
    gal: 484_532_708_352n,
  },
  length: { mm: 10n, cm: 100n, m: 10_000n, in: 254n, ft: 3048n, yd: 9144n },
  area: { m2: 100_000_000n, ft2: 9_290_304n },
  count: { item: 1n },
} as const;

export type Unit = { [Kind in keyof typeof KINDS]: keyof (typeof KINDS)[Kind] }[keyof typeof KINDS];

/** How much is in one piece, and the amount that its price is told for: 250 g, per 1 kg. */
export interface Measure {
  /** Thousandths of its unit, above 0. */
  total: number;
  totalUnit: Unit;
  /** Whole units, above 0. */
  base: number;
  baseUnit: Unit;
}

interface Known {
  kind: keyof typeof KINDS;
  size: bigint;
}

const UNITS = new Map<string, Known>(
  Object.entries(KINDS).flatMap(([kind, units]) =>
    Object.entries(units).map(([unit, size]) => [unit, { kind: kind as Known['kind'], size }] as const),
  ),
);

export const units = [...UNITS.keys()] as readonly Unit[];

/** What the law tells prices for, where nothing else is said. */
const USUAL: Record<Known['kind'], Unit> = {
  weight: 'kg',
  volume: 'l',
  length: 'm',
  area: 'm2',
  count: 'item',
};

export const usualBase = (unit: Unit): Unit => USUAL[UNITS.get(unit)!.kind];

/** Highest total (thousandths) and base; a price of a million times the price would be no safe integer for long. */
const MOST = 1_000_000_000;
const MOST_TIMES = 1_000_000n;

/** Why this is no measure, in English for staff; null when it is one. */
export function measureProblem({ total, totalUnit, base, baseUnit }: Measure): string | null {
  const [whole, part] = [UNITS.get(totalUnit), UNITS.get(baseUnit)];
  if (!whole || !part) return 'a unit of its unit price is unknown';
  const isNumber = (value: number) => Number.isSafeInteger(value) && value > 0 && value <= MOST;
  if (!isNumber(total) || !isNumber(base)) return 'an amount of its unit price is not above 0, or too large';
  if (whole.kind !== part.kind)
    return `its unit price cannot be told per ${baseUnit}, because it is measured in ${totalUnit}`;
  const { dividend, divisor } = ratio({ total, totalUnit, base, baseUnit });
  return dividend > divisor * MOST_TIMES ? 'its unit price is told for far more than it holds' : null;
}

/**
 * What the base amount costs when one piece costs `price`: exactly, then rounded once, half to even, to whole minor units. `measure` is sound.
 * Source: docs/decisions/0052-unit-price-and-lowest-price.md.
 */
export function unitPrice(price: Minor, measure: Measure): Minor {
  const { dividend, divisor } = ratio(measure);
  return divideHalfEven(BigInt(price) * dividend, divisor);
}

const ratio = ({ total, totalUnit, base, baseUnit }: Measure) => ({
  dividend: BigInt(base) * UNITS.get(baseUnit)!.size * 1000n,
  divisor: BigInt(total) * UNITS.get(totalUnit)!.size,
});
