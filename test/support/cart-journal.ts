/** What a shopper knows about a line: acknowledged, acknowledged to be gone, or asked for without a good answer. */
type Knowledge = 'in' | 'out' | 'either';

export interface CartJson {
  items: { id: number; quantity: number }[];
}

/**
 * What a cart must hold after all that was acknowledged, and may hold after all that was not. Each variant is added
 * once, except one that is added again and again.
 */
export class CartJournal {
  private readonly lines = new Map<number, Knowledge>();
  private repeated = { least: 0, most: 0 };

  /** `chance`: from 0 to 1, which line is taken. */
  constructor(
    private readonly repeatedId: number,
    private readonly chance: () => number,
  ) {}

  note(variantId: number, knowledge: Knowledge): void {
    this.lines.set(variantId, knowledge);
  }

  noteOneMore(isAcknowledged: boolean): void {
    this.repeated.most += 1;
    if (isAcknowledged) this.repeated.least += 1;
  }

  /** Some variant that is surely there. */
  some(): number | undefined {
    const sure = [...this.lines].filter(([, knowledge]) => knowledge === 'in');
    return sure[Math.floor(this.chance() * sure.length)]?.[0];
  }

  get isSurelyFilled(): boolean {
    return this.repeated.least > 0 || [...this.lines.values()].includes('in');
  }

  /** All was ordered: nothing has to be there any more. That all is gone is checked where it is promised. */
  release(): void {
    for (const id of this.lines.keys()) this.lines.set(id, 'either');
    this.repeated.least = 0;
  }

  /** Takes in all that another cart held. */
  join(other: CartJournal): void {
    other.lines.forEach((knowledge, id) => this.lines.set(id, knowledge));
    this.repeated.least += other.repeated.least;
    this.repeated.most += other.repeated.most;
  }

  /** In what a cart differs from what it must be; nothing when it is right. */
  differences({ items }: CartJson): string[] {
    const quantities = new Map(items.map(({ id, quantity }) => [id, quantity]));
    const wrong = [...this.lines].flatMap(([id, knowledge]) =>
      this.judge(id, knowledge, quantities.get(id) ?? 0),
    );
    const repeated = quantities.get(this.repeatedId) ?? 0;
    const { least, most } = this.repeated;
    if (repeated < least) wrong.push(`absent: ${repeated} of ${least} that were acknowledged`);
    if (repeated > most) wrong.push(`doubled: ${repeated} of ${most} that were asked for`);
    const unknown = items.filter(({ id }) => id !== this.repeatedId && !this.lines.has(id));
    return [...wrong, ...unknown.map(({ id }) => `foreign: ${id}`)];
  }

  private judge(id: number, knowledge: Knowledge, quantity: number): string[] {
    if (quantity > 1) return [`doubled: ${quantity} of ${id}`];
    if (knowledge === 'in' && quantity === 0) return [`absent: ${id}`];
    return knowledge === 'out' && quantity === 1 ? [`not removed: ${id}`] : [];
  }
}
