import { parse } from 'node:querystring';
import { describe, expect, it } from 'vitest';
import { BadInputError, NotFoundError } from '../../platform/errors/shop-error.js';
import { readAddForm, readChangeForm, readUpdateForm } from './cart.forms.js';

const form = (text: string) => parse(text);

describe('the add form', () => {
  const one = { items: [{ variantId: 7, quantity: 2, properties: {} }], isList: false };

  it.each([
    ['a form', form('id=7&quantity=2')],
    ['JSON numbers', { id: 7, quantity: 2 }],
    ['JSON texts', { id: '7', quantity: '2' }],
    [
      'other fields',
      form('form_type=product&utf8=%E2%9C%93&id=7&quantity=2&price=0.01&sections=a,b&sections_url=/'),
    ],
  ])('reads %s', (_what, body) => expect(readAddForm(body)).toEqual(one));

  it('takes one when no quantity came', () =>
    expect(readAddForm(form('id=7')).items[0]).toMatchObject({ quantity: 1 }));

  it.each([
    ['a form', form('id=7&properties[Engraving]=F%C3%BCr+Ada&properties[_gift]=1')],
    ['JSON', { id: 7, properties: { Engraving: 'Für Ada', _gift: 1 } }],
    ['multipart', { id: '7', properties: { Engraving: 'Für Ada', _gift: '1' } }],
  ])('reads properties from %s', (_what, body) =>
    expect(readAddForm(body).items[0]?.properties).toEqual({ Engraving: 'Für Ada', _gift: '1' }),
  );

  it.each([
    ['JSON', { items: [{ id: 7, quantity: 2 }, { id: '8' }] }],
    ['a form', form('items[0][id]=7&items[0][quantity]=2&items[1][id]=8')],
    ['multipart', { items: { 0: { id: '7', quantity: '2' }, 1: { id: '8' } } }],
  ])('reads several items from %s', (_what, body) => {
    const { items, isList } = readAddForm(body);
    expect(isList).toBe(true);
    expect(items.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([
      [7, 2],
      [8, 1],
    ]);
  });

  it.each(['-1', '0', '1.5', '1e3', '0x10', ' 2 ', '２', '+1', '', '2147483648', '10000', '9'.repeat(400)])(
    'refuses the quantity %j',
    (quantity) => {
      expect(() => readAddForm({ id: '7', quantity })).toThrow(BadInputError);
      expect(() => readAddForm({ items: [{ id: 7, quantity }] })).toThrow(BadInputError);
    },
  );

  it.each(['1 OR 1=1', "1'--", '1;SELECT SLEEP(5)', '-7', '0', '7.0', '9007199254740993', ''])(
    'takes the id %j for one that does not exist',
    (id) => expect(() => readAddForm({ id, quantity: 1 })).toThrow(NotFoundError),
  );

  it.each([
    undefined, null, 5, 'x', [], {}, { quantity: 1 }, { id: [7] }, { id: { $ne: 1 } }, { id: null },
    { id: 7, quantity: [1, 2] }, { id: 7, quantity: { length: 9 } }, { items: [] }, { items: 'x' }, { items: [5] },
    { id: 7, properties: 'x' }, { id: 7, properties: { a: { b: 1 } } }, { id: 7, properties: { a: '\ud800' } },
    { id: 7, properties: { ['x'.repeat(101)]: '1' } }, { id: 7, properties: { a: 'x'.repeat(1001) } },
    { id: 7, properties: { constructor: '1' } }, JSON.parse('{"id":7,"properties":{"__proto__":"1"}}'),
    form('id=7&id=8'), form('id=7&a[b][c][d][e]=1'), { items: Array.from({ length: 501 }, () => ({ id: 7 })) },
  ])('refuses the body %j', (body) => expect(() => readAddForm(body)).toThrow(BadInputError)); // prettier-ignore

  it('pollutes no prototype', () => {
    readAddForm(
      JSON.parse('{"id":7,"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'),
    );
    readAddForm(form('id=7&__proto__[isAdmin]=1&constructor[prototype][isAdmin]=1'));
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});

describe('the change form', () => {
  it.each([
    [form('line=2&quantity=0'), { line: 2, quantity: 0 }],
    [
      { line: 1, quantity: '3' },
      { line: 1, quantity: 3 },
    ],
    [
      { id: 7, quantity: 3 },
      { id: 7, quantity: 3 },
    ],
    [form('id=7%3Aabc&quantity=3'), { id: '7:abc', quantity: 3 }],
    [
      { id: '7', quantity: 0, sections: ['a'] },
      { id: 7, quantity: 0 },
    ],
  ])('reads %j', (body, read) => expect(readChangeForm(body)).toEqual(read));

  it.each([
    { quantity: 1 },
    { id: 7 },
    { line: 0, quantity: 1 },
    { line: 'x', quantity: 1 },
    { id: 7, quantity: -1 },
  ])('refuses %j', (body) => expect(() => readChangeForm(body)).toThrow(BadInputError));
});

describe('the update form', () => {
  it.each([
    ['a list', { updates: [1, '2'] }, { positions: [1, 2] }],
    ['a form list', form('updates[]=1&updates[]=2'), { positions: [1, 2] }],
    ['a form list of one', form('updates[]=1'), { positions: [1] }],
    ['variant ids', { updates: { 7: 3 } }, { updates: [{ line: 7, quantity: 3 }] }],
    ['line keys in a form', form('updates[7:ab]=3'), { updates: [{ line: '7:ab', quantity: 3 }] }],
    ['a note', { note: 'ring twice' }, { note: 'ring twice' }],
    ['an empty note', { note: null }, { note: '' }],
    [
      'attributes',
      { attributes: { gift: true, n: 3, gone: null } },
      { attributes: { gift: 'true', n: '3', gone: '' } },
    ],
    ['attributes in a form', form('attributes[gift]=yes'), { attributes: { gift: 'yes' } }],
    ['nothing', {}, {}],
  ])('reads %s', (_what, body, read) => expect(readUpdateForm(body)).toEqual(read));

  it.each([
    { updates: 5 },
    { updates: 'x' },
    { updates: [-1] },
    { updates: { 7: '1.5' } },
    { note: {} },
    { note: 'x'.repeat(5001) },
    { attributes: [] },
  ])('refuses %j', (body) => expect(() => readUpdateForm(body)).toThrow(BadInputError));
});
