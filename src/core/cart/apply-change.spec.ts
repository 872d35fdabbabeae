import { describe, expect, it } from 'vitest';
import {
  documentLine as line,
  documentLines as many,
  documentOf as cartOf,
} from '../../../test/support/factories/cart-document.js';
import { applyChange } from './apply-change.js';
import type { Attribute, LineChange, Operation } from './cart-change.js';
import type { CartDocument, DocumentLine } from './cart-document.js';
import {
  MAX_CART_ATTRIBUTES,
  MAX_CART_LINES,
  MAX_JOURNAL_ENTRIES,
  MAX_LINE_QUANTITY,
  MAX_SAVED_LINES,
} from './limits.js';

const NOW = 1_790_000_000_000;

const change = (given: Partial<LineChange>): LineChange => ({
  key: '1:a',
  mode: 'add',
  quantity: 1,
  orderable: 20_000,
  ...given,
});
const operation = (given: Partial<Operation>): Operation => ({
  op: 'op-1',
  device: 'Firefox on Linux',
  wish: 'a wish',
  kind: 'change',
  lines: [],
  ...given,
});
const apply = (cart: CartDocument, given: Partial<Operation>) => applyChange(cart, operation(given), NOW);
const step = (cart: CartDocument, ...lines: Partial<LineChange>[]) =>
  apply(cart, { lines: lines.map(change) });
describe('one step on a line', () => {
  it.each<[string, DocumentLine, Partial<LineChange>, [number, number] | null]>([
    ['add raises', line(2, 1), { mode: 'add', quantity: 3 }, [5, 1]],
    ['set replaces', line(2, 1), { mode: 'set', quantity: 7 }, [7, 1]],
    ['set to nothing takes out', line(2), { mode: 'set', quantity: 0 }, null],
    ['set to nothing keeps what is put aside', line(2, 4), { mode: 'set', quantity: 0 }, [0, 4]],
    ['take lowers', line(5), { mode: 'take', quantity: 2 }, [3, 0]],
    ['take goes down to nothing and no further', line(1, 1), { mode: 'take', quantity: 2 }, [0, 1]],
    ['save puts the whole line aside', line(5, 2), { mode: 'save' }, [0, 7]],
    ['save keeps to the most that a line holds', line(9000, 9000), { mode: 'save' }, [0, MAX_LINE_QUANTITY]],
    ['unsave brings it back', line(1, 2), { mode: 'unsave' }, [3, 0]],
    ['forget drops what is put aside', line(1, 2), { mode: 'forget' }, [1, 0]],
  ])('%s', (_what, before, given, after) => {
    const { document, reply } = step(cartOf({ '1:a': before }), given);
    expect(reply).toMatchObject({ ok: true, quantities: [after?.[0] ?? 0] });
    const held = document!.lines['1:a'];
    expect(held && [held.quantity, held.saved]).toEqual(after ?? undefined);
  });

  it.each<[string, Record<string, DocumentLine>, Partial<LineChange>, object]>([
    ['set without properties of a line that is not there', {}, { mode: 'set' }, { reason: 'no_such_line', held: 0 }],
    ['save of nothing', { '1:a': line(0, 2) }, { mode: 'save' }, { reason: 'no_such_line', held: 0 }],
    ['unsave of nothing', { '1:a': line(2) }, { mode: 'unsave' }, { reason: 'no_such_line', held: 0 }],
    ['forget of nothing', { '1:a': line(2) }, { mode: 'forget' }, { reason: 'no_such_line', held: 0 }],
    ['more than a line holds', { '1:a': line(9_000) }, { quantity: 1_000 }, { reason: 'too_many', held: 9_000 }],
    ['more than there is', { '1:a': line(2), '1:b': line(3) }, { quantity: 1, orderable: 5 }, { reason: 'not_enough', held: 5 }],
    ['more coming back than there is', { '1:a': line(1, 5) }, { mode: 'unsave', orderable: 5 }, { reason: 'not_enough', held: 1 }],
  ])('refuses %s', (_what, lines, given, refusal) => {
    expect(step(cartOf(lines), given)).toEqual({ document: null, reply: { ok: false, index: 0, ...refusal } });
  }); // prettier-ignore

  it('takes as much as there is, and lowers a line although there is less by now', () => {
    expect(step(cartOf({ '1:a': line(2) }), { quantity: 3, orderable: 5 }).reply.ok).toBe(true);
    expect(step(cartOf({ '1:a': line(9) }), { mode: 'set', quantity: 8, orderable: 0 }).reply.ok).toBe(true);
    expect(step(cartOf({ '1:a': line(9) }), { mode: 'set', quantity: 9, orderable: 0 }).reply.ok).toBe(true);
    expect(step(cartOf({}), { quantity: MAX_LINE_QUANTITY }).reply.ok).toBe(true);
  });

  it('says which step of several failed, and does none of them', () => {
    const reply = { ok: false, reason: 'not_enough', index: 1, held: 2 };
    const cart = cartOf({ '2:a': line(2) });
    expect(step(cart, {}, { key: '2:a', orderable: 2 })).toEqual({ document: null, reply });
  });

  it('counts the units of a variant over steps and lines, whatever their properties', () => {
    const cart = cartOf({ '1:a': line(2), '11:a': line(50) });
    expect(step(cart, { key: '1:b', quantity: 3, orderable: 5 }).reply.ok).toBe(true);
    const twice = [
      { key: '1:b', quantity: 2, orderable: 5 },
      { key: '1:a', quantity: 2, orderable: 5 },
    ];
    expect(step(cart, ...twice).reply).toEqual({ ok: false, reason: 'not_enough', index: 1, held: 4 });
  });

  it('gives a new line the next place and its properties, and leaves an old one both', () => {
    const properties = '{"Engraving":"Ada"}';
    const { document } = step(cartOf({ '1:a': line(1, 0, 4) }), { properties }, { key: '2:a', properties });
    expect(document).toMatchObject({ sequence: 10, lines: { '1:a': line(2, 0, 4) } });
    expect(document!.lines['2:a']).toEqual({ quantity: 1, saved: 0, sequence: 10, properties });
    expect(step(cartOf({}), {}).document!.lines['1:a']!.properties).toBe('{}');
  });
});

describe('a whole cart', () => {
  it('refuses the line that is one too many, and may shrink when it is over', () => {
    const full = cartOf(many(MAX_CART_LINES, 1, line(1)));
    const reply = { ok: false, reason: 'too_many_lines', index: 0, held: 0 };
    expect(step(full, { key: '9999:a' })).toEqual({ document: null, reply });
    expect(step(full, { key: '1:a' }).reply.ok).toBe(true);
    const over = cartOf(many(MAX_CART_LINES + 2, 1, line(1)));
    expect(step(over, { mode: 'set', quantity: 0 }).reply.ok).toBe(true);
    expect(step(over, { mode: 'set', quantity: 0 }, { key: '9999:a' }).reply.ok).toBe(true);
  });

  it('refuses to put one line too many aside', () => {
    const lines = { ...many(MAX_SAVED_LINES, 1, line(0, 1)), '5000:a': line(1) };
    const reply = { ok: false, reason: 'too_many_saved', index: 0, held: 0 };
    expect(step(cartOf(lines), { key: '5000:a', mode: 'save' })).toEqual({ document: null, reply });
    expect(step(cartOf(lines), { key: '1:a', mode: 'unsave' }).reply.ok).toBe(true);
  });

  it('is emptied of its lines, not of what is put aside', () => {
    const cart = cartOf({ '2:a': line(3, 1), '1:a': line(2), '3:a': line(0, 4) });
    const { document, reply } = apply(cart, { kind: 'clear', clear: true });
    expect(reply).toMatchObject({ ok: true, quantities: [0, 0] });
    expect(document!.lines).toEqual({ '2:a': line(0, 1), '3:a': line(0, 4) });
    expect(document!.journal[0]!.lines.map(({ key }) => key)).toEqual(['1:a', '2:a']);
  });

  it('grows its revision with the clock, and against it', () => {
    expect(step(cartOf({}), {})).toMatchObject({ document: { revision: NOW }, reply: { revision: NOW } });
    const ahead = cartOf({}, { revision: NOW + 5 });
    expect(step(ahead, {})).toMatchObject({ document: { revision: NOW + 6 }, reply: { revision: NOW + 6 } });
  });
});

describe('note and attributes', () => {
  const words = { note: 'ring twice', attributes: [{ name: 'gift', value: 'yes' }] };
  const numbered = (count: number, from = 0): Attribute[] =>
    Array.from({ length: count }, (_, nth) => ({ name: `n${from + nth}`, value: 'x' }));
  const after = (cart: CartDocument, given: Partial<Operation>) => {
    const { document } = apply(cart, given);
    return { note: document!.note, attributes: document!.attributes };
  };

  it('stay until they are replaced, emptied or dropped', () => {
    const cart = cartOf({}, words);
    expect(after(cart, {})).toEqual(words);
    expect(after(cart, { note: '' })).toEqual({ ...words, note: '' });
    expect(after(cart, { note: 'call' })).toEqual({ ...words, note: 'call' });
    expect(after(cart, { dropWords: true })).toEqual({ note: '', attributes: [] });
    const attributes = [{ name: 'gift', value: 'no' }];
    expect(after(cart, { attributes })).toEqual({ ...words, attributes });
    expect(after(cart, { attributes: [{ name: 'gift', value: '' }] })).toEqual({ ...words, attributes: [] });
    const other = { name: 'for', value: 'Ada' };
    expect(after(cart, { attributes: [other] }).attributes).toEqual([...words.attributes, other]);
  });

  it('are at most so many, and a cart that has them all may change them', () => {
    const full = cartOf({}, { attributes: numbered(MAX_CART_ATTRIBUTES) });
    const reply = { ok: false, reason: 'too_many_attributes', index: 0, held: 0 };
    expect(apply(full, { attributes: numbered(1, 900) })).toEqual({ document: null, reply });
    expect(apply(full, { attributes: [{ name: 'n3', value: 'y' }] }).reply.ok).toBe(true);
    const exchange = [{ name: 'n3', value: '' }, ...numbered(1, 900)];
    expect(apply(full, { attributes: exchange }).reply.ok).toBe(true);
    const all = numbered(MAX_CART_ATTRIBUTES);
    expect(apply(full, { dropWords: true, attributes: all }).reply.ok).toBe(true);
  });
});

describe('the journal', () => {
  it('says what was done to each line, by which device, and what was answered', () => {
    const cart = cartOf({ '1:a': line(2, 1, 4) });
    const { document } = step(cart, { quantity: 1 }, { key: '2:a' }, { quantity: 2 });
    expect(document!.journal).toEqual([
      {
        op: 'op-1',
        kind: 'change',
        at: NOW,
        device: 'Firefox on Linux',
        lines: [
          { key: '1:a', from: 2, to: 5, savedFrom: 1, savedTo: 1 },
          { key: '2:a', from: 0, to: 1, savedFrom: 0, savedTo: 0 },
        ],
        answer: { wish: 'a wish', quantities: [5, 1, 5] },
      },
    ]);
  });

  it('keeps place and properties of a line that went away', () => {
    const { document } = step(cartOf({ '1:a': line(2, 0, 4) }), { mode: 'set', quantity: 0 });
    expect(document!.journal[0]!.lines[0]!.gone).toEqual({ sequence: 4, properties: '{}' });
    const aside = step(cartOf({ '1:a': line(2, 0, 4) }), { mode: 'save' });
    expect(aside.document!.journal[0]!.lines[0]).not.toHaveProperty('gone');
  });

  it('forgets the oldest operation, which then counts as a new one', () => {
    let cart = cartOf({});
    for (let nth = 0; nth <= MAX_JOURNAL_ENTRIES; nth += 1)
      cart = apply(cart, { op: `op-${nth}`, lines: [change({})] }).document!;
    expect(cart.journal).toHaveLength(MAX_JOURNAL_ENTRIES);
    expect(apply(cart, { op: 'op-1', lines: [change({})] }).document).toBeNull();
    expect(apply(cart, { op: 'op-0', lines: [change({})] }).document).not.toBeNull();
  });
});

describe('an undo', () => {
  const undo = (cart: CartDocument, orderable: Record<string, number> = { 1: 100 }) =>
    apply(cart, { op: 'op-2', kind: 'undo', undo: 'op-1', orderable });

  it('brings back as much as there is by now, and never more than a line holds', () => {
    const removed = step(cartOf({ '1:a': line(8), '1:b': line(1) }), { mode: 'set', quantity: 0 }).document!;
    expect(undo(removed, { 1: 5 }).document!.lines['1:a']!.quantity).toBe(4);
    expect(undo(removed, {}).document!.lines['1:a']).toBeUndefined();
    const refilled = apply(removed, { op: 'x', lines: [change({ quantity: 9_995, properties: '{}' })] });
    expect(undo(refilled.document!, { 1: 20_000 }).document!.lines['1:a']!.quantity).toBe(MAX_LINE_QUANTITY);
  });

  it('takes out no more than is left, also of what is put aside', () => {
    const added = step(cartOf({}), { quantity: 4 }).document!;
    const fewer = apply(added, { op: 'x', lines: [change({ mode: 'set', quantity: 1 })] }).document!;
    expect(undo(fewer).document!.lines).toEqual({});
    const saved = step(cartOf({ '1:a': line(3, 2) }), { mode: 'save' }).document!;
    const gone = apply(saved, { op: 'x', lines: [change({ mode: 'forget' })] }).document!;
    expect(undo(gone).document!.lines['1:a']).toMatchObject({ quantity: 3, saved: 0 });
  });

  it('never takes away what stock alone would not allow any more', () => {
    const saved = step(cartOf({ '1:a': line(3) }), { mode: 'save' }).document!;
    const again = apply(saved, { op: 'x', lines: [change({ quantity: 2 })] }).document!;
    expect(undo(again, { 1: 0 }).document!.lines['1:a']).toMatchObject({ quantity: 2, saved: 0 });
  });

  it('of what is not remembered, or of an order, is refused', () => {
    const nothing = { document: null, reply: { ok: false, reason: 'nothing' } };
    expect(undo(cartOf({}))).toEqual(nothing);
    const ordered = apply(cartOf({ '1:a': line(1) }), { kind: 'order', lines: [change({ mode: 'take' })] });
    expect(undo(ordered.document!)).toEqual(nothing);
  });
});

describe('the news of a merge', () => {
  const merge = { op: 'merge:g-1', device: 2, account: 3, at: 1 };
  const merged = cartOf(
    { '1:a': line(1) },
    {
      merge,
      journal: [
        { op: 'merge:g-1', kind: 'merge', at: 1, device: '', lines: [], answer: { merged: 1, clamped: [] } },
      ],
    },
  );

  it.each<[string, Partial<Operation>]>([
    ['an order', { kind: 'order' }],
    ['emptying the cart', { kind: 'clear', clear: true }],
    ['taking the merge back', { kind: 'undo', undo: 'merge:g-1' }],
  ])('is over after %s', (_what, given) => {
    expect(apply(merged, given).document!.merge).toBeNull();
  });

  it('is no answer to a change with the same id', () => {
    expect(apply(merged, { op: 'merge:g-1' }).reply).toEqual({ ok: false, reason: 'reused' });
  });
});
