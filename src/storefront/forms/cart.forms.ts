import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../core/cart/limits.js';
import { parseWholeNumber } from '../../core/cart/whole-number.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import type { CartUpdate, NewItem } from '../../shop/cart/cart.service.js';
import { badForm, isFields, readFields, type Fields } from './fields.js';
import { returnTo } from './return-to.js';

const MAX_NAME = 100;
const MAX_TEXT = 1_000;
const MAX_NOTE = 5_000;
const MAX_PROPERTIES = 25;
const MAX_ATTRIBUTES = 50;
/** Names that scripts in other people's pages could trip over. */
const TREACHEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** `isList`: `items` was sent, so a list is answered. */
export interface AddForm {
  items: NewItem[];
  isList: boolean;
}

/** `line` counts from 1; `id` is the id of a variant or the key of a line. */
export interface ChangeForm {
  line?: number;
  id?: string | number;
  quantity: number;
}

/** `positions`: quantities of the lines in their order on the page. */
export interface UpdateForm extends CartUpdate {
  positions?: number[];
}

/** Errors of all readers: BadInputError when something is missing, folded wrongly or no plain whole number. */
export function readAddForm(body: unknown): AddForm {
  const fields = readFields(body);
  if (fields.items === undefined) return { items: [readItem(fields)], isList: false };
  const list = Array.isArray(fields.items)
    ? fields.items
    : isFields(fields.items)
      ? Object.values(fields.items)
      : [];
  if (list.length === 0 || list.length > MAX_CART_LINES || !list.every(isFields)) throw badForm();
  return { items: list.map((item) => readItem(readFields(item))), isList: true };
}

export function readChangeForm(body: unknown): ChangeForm {
  const { line, id, quantity } = readFields(body);
  const wanted = readQuantity(quantity);
  if (line !== undefined) return { line: readLine(line), quantity: wanted };
  if (id === undefined) throw badForm();
  return { id: readTarget(id), quantity: wanted };
}

export function readUpdateForm(body: unknown): UpdateForm {
  const { updates, note, attributes } = readFields(body);
  return {
    ...readUpdates(updates),
    ...(note !== undefined && { note: readText(note ?? '', MAX_NOTE) }),
    ...(attributes !== undefined && { attributes: readTexts(attributes, MAX_ATTRIBUTES) }),
  };
}

/** The key of a line, in the field `id`. */
export function readKeyForm(body: unknown): string {
  const { id } = readFields(body);
  if (typeof id !== 'string' || id.length > 100) throw badForm();
  return id;
}

/** The operation to take back, in the field `operation`. */
export function readUndoForm(body: unknown): string {
  const { operation } = readFields(body);
  if (typeof operation !== 'string' || operation.length > 100) throw badForm();
  return operation;
}

/** `return_to` when it is a path of this shop, else the cart. */
export const whereTo = (body: unknown): string =>
  returnTo(isFields(body) ? body['return_to'] : undefined, '/cart');

function readItem(fields: Fields): NewItem {
  const quantity = fields.quantity === undefined ? 1 : readQuantity(fields.quantity);
  if (quantity === 0 || fields.id === undefined) throw badForm();
  const properties = readTexts(fields.properties ?? {}, MAX_PROPERTIES);
  return { variantId: readVariantId(fields.id), quantity, properties };
}

/** What is no id at all gets the same answer as an id that does not exist. Errors: NotFoundError. */
function readVariantId(value: unknown): number {
  if (typeof value !== 'string' && typeof value !== 'number') throw badForm();
  const id = parseWholeNumber(value);
  if (!id) throw new NotFoundError('cart.unknown_variant');
  return id;
}

function readTarget(value: unknown): string | number {
  return typeof value === 'string' && value.includes(':') ? value.slice(0, 100) : readVariantId(value);
}

function readLine(value: unknown): number {
  const line = parseWholeNumber(value, MAX_CART_LINES);
  if (!line) throw badForm();
  return line;
}

function readQuantity(value: unknown): number {
  const quantity = parseWholeNumber(value, MAX_LINE_QUANTITY);
  if (quantity === null) throw badForm();
  return quantity;
}

function readUpdates(updates: unknown): Pick<UpdateForm, 'updates' | 'positions'> {
  if (updates === undefined || updates === null) return {};
  if (Array.isArray(updates)) {
    if (updates.length > MAX_CART_LINES) throw badForm();
    return { positions: updates.map(readQuantity) };
  }
  if (!isFields(updates)) throw badForm();
  const entries = Object.entries(updates);
  if (entries.length > MAX_CART_LINES) throw badForm();
  return { updates: entries.map(([id, value]) => ({ line: readTarget(id), quantity: readQuantity(value) })) };
}

/** Names and texts as they were typed; numbers and yes or no become text, null becomes empty. */
function readTexts(value: unknown, max: number): Record<string, string> {
  if (!isFields(value)) throw badForm();
  const entries = Object.entries(value);
  if (entries.length > max) throw badForm();
  return Object.fromEntries(entries.map(([name, text]) => [readName(name), readText(text ?? '', MAX_TEXT)]));
}

function readName(name: string): string {
  if (name === '' || name.length > MAX_NAME || TREACHEROUS.has(name)) throw badForm();
  return name;
}

function readText(value: unknown, max: number): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw badForm();
  const text = String(value);
  if (text.length > max || !text.isWellFormed()) throw badForm();
  return text;
}
