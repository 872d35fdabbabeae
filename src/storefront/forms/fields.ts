import { BadInputError } from '../../platform/errors/shop-error.js';

/** Fields of a body by name. Without a prototype, so that a field called `__proto__` is only a field. */
export type Fields = Record<string, unknown>;

const NAME = /^[A-Za-z_]\w*(\[[^[\]]*\])*$/;
const MAX_DEPTH = 4;

export const badForm = (): BadInputError => new BadInputError('errors.bad_form');

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The fields of a form or JSON body, with names such as `items[0][properties][Engraving]` or `updates[]` unfolded.
 * Errors: BadInputError when the body is no set of fields, or a name is folded too deep.
 */
export function readFields(body: unknown): Fields {
  if (!isFields(body)) throw badForm();
  const fields = Object.create(null) as Fields;
  for (const [name, value] of Object.entries(body)) place(fields, pathOf(name), value);
  return fields;
}

function pathOf(name: string): string[] {
  if (!NAME.test(name)) return [name];
  const path = name.split('[').map((part) => part.replace(/\]$/, ''));
  if (path.length > MAX_DEPTH) throw badForm();
  return path;
}

/** `updates[]` ends in an empty part: its value is the list, also when there is only one. */
function place(fields: Fields, path: string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) fields[name] = value;
  else if (rest.length === 1 && rest[0] === '') fields[name] = Array.isArray(value) ? value : [value];
  else place(child(fields, name), rest, value);
}

function child(fields: Fields, name: string): Fields {
  const known = fields[name];
  if (isFields(known)) return known;
  const made = Object.create(null) as Fields;
  fields[name] = made;
  return made;
}
