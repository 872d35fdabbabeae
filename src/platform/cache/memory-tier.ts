/** One value in a process. Moments are of `performance.now()`. */
export interface Held {
  value: unknown;
  /** When it was read or loaded. */
  since: number;
  /** Served without a question until then, as long as changes are heard of. */
  trustedUntil: number;
  /** Served when the source fails until then. */
  graceUntil: number;
}

interface Slot {
  held: Held;
  bytes: number;
  /** When it was put behind all others. */
  placedAt: number;
}

/** The map itself and what each slot takes besides its value. */
const SLOT_BYTES = 200;

/** To put a slot behind all others costs more than to find it, and the order matters only when one has to go. */
const PLACE_AGAIN_MS = 1000;

/** L1: values in this process, up to a number of bytes. What was read longest ago goes first, right to the second. */
export class MemoryTier {
  private readonly slots = new Map<string, Slot>();
  private held = 0;
  /** Another number after each change of what is held. */
  edition = 0;

  constructor(private readonly mostBytes: number) {}

  get bytes(): number {
    return this.held;
  }

  get size(): number {
    return this.slots.size;
  }

  get(name: string): Held | undefined {
    const slot = this.slots.get(name);
    if (!slot) return undefined;
    const now = performance.now();
    if (slot.held.graceUntil <= now) {
      this.delete(name);
      return undefined;
    }
    if (now - slot.placedAt >= PLACE_AGAIN_MS) {
      this.slots.delete(name);
      this.slots.set(name, { ...slot, placedAt: now });
    }
    return slot.held;
  }

  /** `textLength`: of the value as JSON. What alone takes more than a tenth of the room is not held. */
  set(name: string, held: Held, textLength: number): void {
    this.delete(name);
    const bytes = SLOT_BYTES + 2 * (name.length + textLength);
    if (bytes > this.mostBytes / 10) return;
    this.slots.set(name, { held, bytes, placedAt: performance.now() });
    this.held += bytes;
    this.edition += 1;
    for (const oldest of this.slots.keys()) {
      if (this.held <= this.mostBytes) break;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    const slot = this.slots.get(name);
    if (!slot) return;
    this.slots.delete(name);
    this.held -= slot.bytes;
    this.edition += 1;
  }

  /** Makes every value one that the next reader asks L2 about, and that still helps when nobody answers. */
  distrust(): void {
    for (const { held } of this.slots.values()) held.trustedUntil = 0;
    this.edition += 1;
  }
}
