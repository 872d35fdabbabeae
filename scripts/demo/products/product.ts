import type { DemoColour, DemoProduct, DemoVariant } from '../types.js';

/** One value of an option other than colour; what it sets replaces the product's own price, weight or former price. */
export interface Choice {
  value: string;
  code: string;
  priceMinor?: number;
  wasMinor?: number;
  grams?: number;
  measure?: string;
}

type Derived = 'bodyHtml' | 'optionNames' | 'colours' | 'variants' | 'seoTitle' | 'seoDescription';
type Shown = Omit<DemoProduct, Derived>;

/** What the author writes. `onHand` has one number per variant: colours first, then each choice in the order given. */
export interface Draft extends Shown {
  sku: string;
  text: string[];
  facts: { material: string; size: string; care: string; origin: string; more?: string[] };
  colours?: DemoColour[];
  choices?: { name: string; values: Choice[] }[];
  priceMinor: number;
  wasMinor?: number;
  /** Minor units on top of the price, by colour name: walnut costs more than birch. */
  extraMinor?: Record<string, number>;
  grams: number;
  /** As in `DemoVariant`. */
  measure?: string;
  onHand: number[];
  sellsWhenOut?: boolean;
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const skuPart = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '');
const weightText = (grams: number): string => (grams < 1000 ? `${grams} g` : `${grams / 1000} kg`);

/** Every combination of one entry per list, the last list moving fastest; a single empty one for no lists. */
function combinations<T>(lists: T[][]): T[][] {
  return lists.reduce<T[][]>(
    (rows, list) => rows.flatMap((row) => list.map((entry) => [...row, entry])),
    [[]],
  );
}

function weightFact(draft: Draft): string {
  const weighed = draft.choices?.find((choice) => choice.values.some((value) => value.grams !== undefined));
  if (!weighed) return `Weight: ${weightText(draft.grams)}`;
  const each = weighed.values.map((value) => `${weightText(value.grams ?? draft.grams)} (${value.value})`);
  return `Weight: ${each.join(', ')}`;
}

function bodyHtml(draft: Draft): string {
  const { material, size, care, origin, more = [] } = draft.facts;
  return bodyOf(draft.text, [
    `Material: ${material}`,
    `Size: ${size}`,
    weightFact(draft),
    `Care: ${care}`,
    ...more,
    `Origin: ${origin}`,
  ]);
}

/** The description as HTML. */
export function bodyOf(text: readonly string[], facts: readonly string[]): string {
  const paragraphs = text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  return `${paragraphs.join('')}<ul class="facts">${facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join('')}</ul>`;
}

/** The facts of such a description, as HTML. */
export const factsOf = (html: string): string[] =>
  [...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, fact]) => fact!);

/** A 13-digit EAN from the range 20 that shops may use inside their own walls (GS1 restricted circulation), from the SKU. */
function barcodeFor(sku: string): string {
  const hash = Array.from(sku).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_999_999_967, 7);
  const digits = `20${String(hash).padStart(10, '0')}`;
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function variant(draft: Draft, row: Choice[], onHand: number): DemoVariant {
  const merged = row.reduce((all, choice) => ({ ...all, ...choice }), {
    priceMinor: draft.priceMinor,
    wasMinor: draft.wasMinor,
    grams: draft.grams,
    measure: draft.measure,
  } as Partial<Choice>);
  const extra = draft.extraMinor?.[row[0]?.value ?? ''] ?? 0;
  const sku = [draft.sku, ...row.map((choice) => choice.code)].join('-');
  return {
    options: row.map((choice) => choice.value),
    sku,
    priceMinor: (merged.priceMinor ?? draft.priceMinor) + extra,
    ...(merged.wasMinor ? { compareAtMinor: merged.wasMinor + extra } : {}),
    grams: merged.grams ?? draft.grams,
    ...(merged.measure ? { measure: merged.measure } : {}),
    onHand,
    barcode: barcodeFor(sku),
    ...(draft.sellsWhenOut ? { sellsWhenOut: true } : {}),
  };
}

function shownFields(draft: Draft): Shown {
  const { handle, title, collections, vendor, type, tags, draw, imageAlt, createdDaysAgo } = draft;
  return { handle, title, collections, vendor, type, tags, draw, imageAlt, createdDaysAgo };
}

/** Turns a draft into a product. Errors: RangeError when `onHand` does not have one number per variant. */
export function product(draft: Draft): DemoProduct {
  const { onHand, choices = [] } = draft;
  const colours = draft.colours ?? [];
  const colourChoices = colours.map(({ name }): Choice => ({ value: name, code: skuPart(name) }));
  const lists = [...(colours.length > 0 ? [colourChoices] : []), ...choices.map((choice) => choice.values)];
  const rows = combinations(lists);
  if (rows.length !== onHand.length) {
    throw new RangeError(`${draft.handle}: ${rows.length} variants, but ${onHand.length} numbers on hand`);
  }
  const optionNames = [...(colours.length > 0 ? ['Colour'] : []), ...choices.map((choice) => choice.name)];
  const variants = rows.map((row, index) => variant(draft, row, onHand[index] ?? 0));
  return { ...shownFields(draft), bodyHtml: bodyHtml(draft), optionNames, colours, variants };
}
