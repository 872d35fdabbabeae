import type { ProductColumns } from './product-columns.js';
import { isAvailableAt } from './stock-in-columns.js';
import type { Vocabulary, Word } from './vocabulary.js';
import { AVAILABILITY, type Filters, PRICE, type Wanted, wantedOf } from './wanted.js';

/** A value of the products that were looked at, in the spelling that came first. */
export interface ValueCount {
  word: Word;
  /** Its number in the order of the alphabet. */
  nth: number;
  /** Products that fit all filters but those of this value's own facet. */
  count: number;
  /** Products that have it, filters or not. */
  inAll: number;
  /** Smallest id of the variants that have it. */
  firstVariant: number;
}

export interface ListingCount {
  total: number;
  /** Products that would be listed if the filter asked for what is in stock, or for what is not. */
  isIn: number;
  isOut: number;
  /** Of all products, filters or not; null when there are none. */
  priceRange: { min: number; max: number } | null;
  /** By place in the columns: 1 for a product that fits all filters. */
  fits: Uint8Array;
  values: ValueCount[];
}

/**
 * Looks once at each product of `base` (places in the columns, each once) and counts all at once: what fits, and each value of
 * each facet with the filters of its own facet left out. `soldOut`: 1 by variant.
 */
export function countListing(
  columns: ProductColumns,
  vocabulary: Vocabulary,
  base: Int32Array,
  soldOut: Uint8Array,
  filters: Filters,
): ListingCount {
  const tally = new Tally(columns, vocabulary, soldOut, filters, wantedOf(vocabulary, filters));
  for (const place of base) {
    if (tally.isNarrowed) tally.add(place);
    else tally.addWhole(place);
  }
  return tally.result();
}

/** The counters. */
class Tally {
  private readonly fits: Uint8Array;
  private readonly counts: Int32Array;
  private readonly inAll: Int32Array;
  private readonly firstVariants: Float64Array;
  /** By group: the word that came first, and the product in which the group was noted and counted last. */
  private readonly spellings: Int32Array;
  private readonly notedIn: Int32Array;
  private readonly countedIn: Int32Array;
  private total = 0;
  private isIn = 0;
  private isOut = 0;
  private min = Infinity;
  private max = -Infinity;
  /** Something is asked of the products. */
  readonly isNarrowed: boolean;

  constructor(
    private readonly columns: ProductColumns,
    private readonly vocabulary: Vocabulary,
    private readonly soldOut: Uint8Array,
    private readonly filters: Filters,
    private readonly wanted: Wanted,
  ) {
    const { length } = vocabulary.words;
    this.isNarrowed = wanted.all !== 0;
    this.fits = new Uint8Array(columns.ids.length);
    this.counts = new Int32Array(length);
    this.inAll = new Int32Array(length);
    this.firstVariants = new Float64Array(length).fill(Infinity);
    this.spellings = new Int32Array(length).fill(-1);
    this.notedIn = new Int32Array(length).fill(-1);
    this.countedIn = new Int32Array(length).fill(-1);
  }

  add(product: number): void {
    const { variantStart } = this.columns;
    const [from, until] = [variantStart[product]!, variantStart[product + 1]!];
    const isSoldOut = !isAvailableAt(this.columns, this.soldOut, product);
    const met =
      this.metByValues(product) | (isSoldOut && this.filters.availability === 'out' ? AVAILABILITY : 0);
    /** Whether a variant lacks nothing; the bits of which one was all that a variant lacked; likewise but for stock. */
    let [isWhole, lacking, isIn, isOut] = [false, 0, false, false];
    for (let variant = from; variant < until; variant += 1) {
      const lacks = this.wanted.all & ~(met | this.metByVariant(variant));
      this.countOptions(product, variant, lacks);
      if (lacks === 0) isWhole = true;
      else if ((lacks & (lacks - 1)) === 0) lacking |= lacks;
      if ((lacks & ~AVAILABILITY) !== 0) continue;
      if (isSoldOut) isOut = true;
      else if (this.soldOut[variant] === 0) isIn = true;
    }
    this.countValues(product, isWhole, lacking);
    this.isIn += Number(isIn);
    this.isOut += Number(isOut);
    this.meet(product, isWhole);
  }

  /** The same where nothing is asked: each value counts in each product that has it, so it is enough to note it. */
  addWhole(product: number): void {
    const { variantStart, variantIds, optionStart, options, valueStart, values } = this.columns;
    const [from, until] = [variantStart[product]!, variantStart[product + 1]!];
    for (let variant = from; variant < until; variant += 1)
      for (let at = optionStart[variant]!; at < optionStart[variant + 1]!; at += 1) {
        const group = this.note(options[at]!, product);
        if (variantIds[variant]! < this.firstVariants[group]!)
          this.firstVariants[group] = variantIds[variant]!;
      }
    for (let at = valueStart[product]!; at < valueStart[product + 1]!; at += 1)
      this.note(values[at]!, product);
    if (isAvailableAt(this.columns, this.soldOut, product)) this.isIn += 1;
    else if (from < until) this.isOut += 1;
    this.meet(product, from < until);
  }

  /** `fits`: one without variants is never listed. */
  private meet(product: number, fits: boolean): void {
    this.fits[product] = Number(fits);
    this.total += Number(fits);
    this.min = Math.min(this.min, this.columns.priceMin[product]!);
    this.max = Math.max(this.max, this.columns.priceMax[product]!);
  }

  result(): ListingCount {
    const { total, isIn, isOut, fits, min, max } = this;
    return {
      total,
      isIn,
      isOut,
      fits,
      priceRange: min === Infinity ? null : { min, max },
      values: this.values(),
    };
  }

  private values(): ValueCount[] {
    const { words, alphabet } = this.vocabulary;
    const values: ValueCount[] = [];
    for (const [group, word] of this.spellings.entries())
      if (word !== -1)
        values.push({
          word: words[word]!,
          nth: alphabet[word]!,
          count: (this.isNarrowed ? this.counts : this.inAll)[group]!,
          inAll: this.inAll[group]!,
          firstVariant: this.firstVariants[group]!,
        });
    return values;
  }

  private metByValues(product: number): number {
    const { valueStart, values } = this.columns;
    let met = 0;
    for (let at = valueStart[product]!; at < valueStart[product + 1]!; at += 1)
      met |= this.wanted.meets[values[at]!]!;
    return met;
  }

  private metByVariant(variant: number): number {
    const { optionStart, options, prices } = this.columns;
    const { availability, priceGte = 0, priceLte = Infinity } = this.filters;
    const price = prices[variant]!;
    let met = price >= priceGte && price <= priceLte ? PRICE : 0;
    if (availability === 'in' && this.soldOut[variant] === 0) met |= AVAILABILITY;
    for (let at = optionStart[variant]!; at < optionStart[variant + 1]!; at += 1)
      met |= this.wanted.meets[options[at]!]!;
    return met;
  }

  private countOptions(product: number, variant: number, lacks: number): void {
    const { optionStart, options, variantIds } = this.columns;
    for (let at = optionStart[variant]!; at < optionStart[variant + 1]!; at += 1) {
      const group = this.note(options[at]!, product);
      this.firstVariants[group] = Math.min(this.firstVariants[group]!, variantIds[variant]!);
      if (lacks === 0 || lacks === this.wanted.facets[group]) this.count(group, product);
    }
  }

  private countValues(product: number, isWhole: boolean, lacking: number): void {
    const { valueStart, values } = this.columns;
    for (let at = valueStart[product]!; at < valueStart[product + 1]!; at += 1) {
      const group = this.note(values[at]!, product);
      if (isWhole || (lacking & this.wanted.facets[group]!) !== 0) this.count(group, product);
    }
  }

  private note(word: number, product: number): number {
    const group = this.vocabulary.groups[word]!;
    if (this.notedIn[group] === product) return group;
    this.notedIn[group] = product;
    this.inAll[group]! += 1;
    if (this.spellings[group] === -1) this.spellings[group] = word;
    return group;
  }

  private count(group: number, product: number): void {
    if (this.countedIn[group] === product) return;
    this.countedIn[group] = product;
    this.counts[group]! += 1;
  }
}
