/**
 * One step on one line. `add` raises the quantity, `set` replaces it (0 removes), `take` lowers it; `save` puts the whole
 * line aside, `unsave` brings it back, `forget` drops what was put aside.
 * `orderable`: how many of the variant the whole cart may hold; checked only when the quantity grows.
 * `properties`: JSON; without it `set` changes only a line that exists.
 */
export interface LineChange {
  key: string;
  mode: 'add' | 'set' | 'take' | 'save' | 'unsave' | 'forget';
  quantity: number;
  orderable: number;
  properties?: string;
}

export type ChangeKind =
  'add' | 'change' | 'clear' | 'order' | 'save' | 'unsave' | 'forget' | 'tidy' | 'undo';

/** What one operation does to a cart: all of it, or nothing. */
export interface ChangeRequest {
  kind: ChangeKind;
  lines: LineChange[];
  note?: string;
  /** An empty value removes the attribute. */
  attributes?: Attribute[];
  /** Takes all lines out. */
  clear?: boolean;
  /** Removes note and attributes. */
  dropWords?: boolean;
  /** The operation to take back, as far as stock and limits allow; `lines` is empty then. */
  undo?: string;
  /** With `undo`: variant id -> how many the whole cart may hold. */
  orderable?: Record<string, number>;
}

export interface Attribute {
  name: string;
  value: string;
}

/** A request with what makes it this one and no other. */
export interface Operation extends ChangeRequest {
  /** Id; the same one again changes nothing. */
  op: string;
  /** Words for the journal. */
  device: string;
  /** Digest of what was asked for: the same id with another wish is refused. */
  wish: string;
}

/**
 * `ended`: the session behind the change has ended. `reused`: the operation's id was used for something else.
 * `nothing`: what is to be taken back is not remembered any more. `moved`: its lines are in, or on their way to, cart `to`.
 */
export type RefusedChange =
  | { ok: false; reason: 'unknown' | 'ended' | 'reused' | 'nothing' }
  | { ok: false; reason: 'moved'; to: string }
  | {
      ok: false;
      reason: LimitReason;
      /** Index in `lines`. */
      index: number;
      /** Quantity of that variant already in the cart. */
      held: number;
    };

/** `full`: the store cannot keep more of this cart, as in a cookie. */
export type LimitReason =
  | 'full'
  | 'too_many'
  | 'not_enough'
  | 'no_such_line'
  | 'too_many_lines'
  | 'too_many_saved'
  | 'too_many_attributes';

/** A line as a copy keeps it: properties as JSON. */
export interface StoredLine {
  key: string;
  quantity: number;
  properties: string;
}

/** What MySQL keeps of a cart: lines oldest first. */
export interface StoredCart {
  revision: number;
  lines: StoredLine[];
  saved?: StoredLine[];
  note: string;
  attributes: Attribute[];
}

/** What did not fit, in a line or in what was saved for later. */
export interface ClampedLine {
  key: string;
  wanted: number;
  got: number;
}
