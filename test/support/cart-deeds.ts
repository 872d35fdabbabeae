import fc from 'fast-check';
import type { ChangeRequest, LineChange } from '../../src/shop/cart/cart-change.js';
import { lineKey } from '../../src/shop/cart/cart.js';

/** What somebody does with a cart. `nth`: of the deeds before, counted from the first. */
export type Deed =
  | { deed: 'change'; request: ChangeRequest }
  | { deed: 'repeat'; nth: number }
  | { deed: 'reuse'; nth: number; request: ChangeRequest }
  | { deed: 'undo'; nth: number; orderable: Record<string, number> }
  | { deed: 'merge'; guest: ChangeRequest[]; orderable: [number, number][]; times: number };

/** Few variants, so that deeds meet on the same lines. */
const variants = fc.integer({ min: 1, max: 3 });
const properties = fc.constantFrom<Record<string, string>>({}, { Engraving: 'Für "Ada" ♥' });
/** Small ones, and those at the limit of a line. */
const quantities = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 }) },
  fc.integer({ min: 9_990, max: 9_999 }),
);
const rooms = fc.constantFrom(0, 3, 8, 20_000);
const few = { minLength: 1, maxLength: 3 };

const stepOf = (modes: LineChange['mode'][]) =>
  fc.record({ variant: variants, words: properties, quantity: quantities, orderable: rooms, mode: fc.constantFrom(...modes), isNew: fc.boolean() })
    .map(({ variant, words, quantity, orderable, mode, isNew }): LineChange => ({
      key: lineKey(variant, words),
      mode,
      quantity: mode === 'add' ? Math.max(quantity, 1) : quantity,
      orderable,
      ...((mode === 'add' || isNew) && { properties: JSON.stringify(words) }),
    })); // prettier-ignore

const linesOf = (...modes: LineChange['mode'][]) => fc.array(stepOf(modes), few);
const attribute = fc.record({
  name: fc.constantFrom('gift', 'for', '__proto__'),
  value: fc.constantFrom('', 'yes', 'Ada'),
});

const addRequest = linesOf('add').map((lines): ChangeRequest => ({ kind: 'add', lines }));
const asideRequest = fc
  .constantFrom('save' as const, 'unsave' as const, 'forget' as const)
  .chain((mode) => linesOf(mode).map((lines): ChangeRequest => ({ kind: mode, lines })));
const wordsRequest = fc
  .record({
    note: fc.option(fc.constantFrom('', 'ring twice'), { nil: undefined }),
    attributes: fc.option(fc.array(attribute, { maxLength: 3 }), { nil: undefined }),
  })
  .map(({ note, attributes }): ChangeRequest => ({
    kind: 'change',
    lines: [],
    ...(note !== undefined && { note }),
    ...(attributes && { attributes }),
  }));
const orderRequest = linesOf('take').map((lines): ChangeRequest => ({
  kind: 'order',
  lines,
  dropWords: true,
}));
const clearRequest = fc
  .boolean()
  .map((dropWords): ChangeRequest => ({ kind: 'clear', lines: [], clear: true, dropWords }));

/** Any wish that a shopper, an order or the shop itself may have. */
export const requests: fc.Arbitrary<ChangeRequest> = fc.oneof(
  { weight: 4, arbitrary: addRequest },
  { weight: 3, arbitrary: linesOf('set').map((lines): ChangeRequest => ({ kind: 'change', lines })) },
  { weight: 3, arbitrary: asideRequest },
  { weight: 2, arbitrary: wordsRequest },
  orderRequest,
  clearRequest,
  linesOf('take', 'forget').map((lines): ChangeRequest => ({ kind: 'tidy', lines })),
  linesOf('add', 'set', 'take', 'save', 'unsave', 'forget').map((lines): ChangeRequest => ({ kind: 'change', lines })),
); // prettier-ignore

const nth = fc.nat({ max: 20 });
const roomByVariant = fc.tuple(rooms, rooms, rooms);
const merge = fc
  .record({ guest: fc.array(fc.oneof(addRequest, asideRequest, wordsRequest), { minLength: 1, maxLength: 4 }), room: roomByVariant, times: fc.integer({ min: 1, max: 2 }) })
  .map(({ guest, room, times }): Deed => ({ deed: 'merge', guest, orderable: room.map((many, i) => [i + 1, many]), times })); // prettier-ignore

const guestLines = fc.uniqueArray(
  fc.record({ variant: variants, words: properties, quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(9_999)) })
    .map(({ variant, words, quantity }) => ({ key: lineKey(variant, words), quantity, properties: JSON.stringify(words) })),
  { selector: ({ key }) => key, minLength: 1, maxLength: 3 },
); // prettier-ignore

/** What a sealed cart of a guest holds, and the room there is for it. */
export const guests = fc.record({
  lines: guestLines,
  saved: fc.option(guestLines, { nil: [] }),
  note: fc.constantFrom('', 'leave it at the door'),
  room: roomByVariant,
});

export const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 10, arbitrary: requests.map((request): Deed => ({ deed: 'change', request })) },
  { weight: 4, arbitrary: fc.record({ deed: fc.constant('undo' as const), nth, orderable: roomByVariant.map(([a, b, c]) => ({ 1: a, 2: b, 3: c })) }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('repeat' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('reuse' as const), nth, request: requests }) },
  { weight: 2, arbitrary: merge },
); // prettier-ignore
