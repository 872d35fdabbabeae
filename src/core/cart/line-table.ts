import { variantOf, type CartDocument, type DocumentLine, type LineStep } from './cart-document.js';

export type Held = Pick<DocumentLine, 'quantity' | 'saved'>;
/** Where a line stands and what it says; a new one stands behind all others. */
export type LineDetail = Partial<Pick<DocumentLine, 'sequence' | 'properties'>>;

const NOTHING: Held = { quantity: 0, saved: 0 };

/**
 * The lines of a cart while one operation works on them; the document they came from stays as it was. A line that goes
 * and comes back within the operation keeps its place.
 */
export class LineTable {
  private readonly lines: Map<string, Held & LineDetail>;
  private readonly touched = new Set<string>();

  constructor(private readonly document: CartDocument) {
    this.lines = new Map(Object.entries(document.lines));
  }

  held(key: string): Held {
    return this.lines.get(key) ?? NOTHING;
  }

  /** Units of one variant in the cart, whatever their properties. */
  ofVariant(variant: string): number {
    let units = 0;
    for (const [key, line] of this.lines) if (variantOf(key) === variant) units += line.quantity;
    return units;
  }

  /** How many lines are in the cart, or saved. */
  count(which: keyof Held): number {
    return [...this.lines.values()].filter((line) => line[which] > 0).length;
  }

  put(key: string, { quantity, saved }: Held, detail: LineDetail): void {
    this.touched.add(key);
    this.lines.set(key, { ...detail, ...this.lines.get(key), quantity, saved });
  }

  /** What has been made of each line, in the order in which they were first touched. */
  steps(): LineStep[] {
    return [...this.touched].map((key) => this.stepOf(key));
  }

  finished(): Pick<CartDocument, 'lines' | 'sequence'> {
    let { sequence } = this.document;
    const entries = [...this.lines].filter(([, { quantity, saved }]) => quantity > 0 || saved > 0);
    const lines = entries.map(([key, { quantity, saved, properties = '{}', ...known }]) => {
      const place = known.sequence ?? (sequence += 1);
      return [key, { quantity, saved, properties, sequence: place }] as const;
    });
    return { lines: Object.fromEntries(lines), sequence };
  }

  private stepOf(key: string): LineStep {
    const old = this.document.lines[key];
    const [before, after] = [old ?? NOTHING, this.held(key)];
    const isGone = old && after.quantity === 0 && after.saved === 0;
    return {
      key,
      from: before.quantity,
      to: after.quantity,
      savedFrom: before.saved,
      savedTo: after.saved,
      ...(isGone && { gone: { sequence: old.sequence, properties: old.properties } }),
    };
  }
}
