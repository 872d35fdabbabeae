/** What a person types, by the purpose that a field names in its `autocomplete` attribute. */
export type Person = Readonly<Record<string, string>>;

export const ada: Person = {
  email: 'ada@example.com',
  'given-name': 'Ada',
  'family-name': 'Lovelace',
  'address-line1': '12 St James Square',
  'address-level2': 'Portland',
  'address-level1': 'OR',
  'postal-code': '97201',
  country: 'US',
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};

const decode = (text: string): string => text.replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);

function attributes(tag: string): Record<string, string> {
  const found = tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries(Array.from(found, ([, name = '', value = '']) => [name, decode(value)]));
}

/**
 * What a browser would send for the first form on the page that posts to `action`: its fields as they stand, those with
 * a known purpose filled in as `person`, a choice without a choice made on its first value.
 * Errors: when there is no such form.
 */
export function filledForm(html: string, action: string, person: Person = ada): Record<string, string> {
  const forms = Array.from(html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g), ([form]) => form);
  const form = forms.find((text) => attributes(/<form\b[^>]*>/.exec(text)![0])['action'] === action);
  if (!form) throw new Error(`no form posts to ${action}`);
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) fillInput(fields, attributes(tag), person);
  for (const [select] of form.matchAll(/<select\b[^>]*>[\s\S]*?<\/select>/g))
    fillSelect(fields, select, person);
  for (const [, tag = '', text = ''] of form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields[attributes(tag)['name'] ?? ''] = decode(text);
  return fields;
}

function purpose(attribute: string | undefined): string {
  return attribute?.split(' ').at(-1) ?? '';
}

function fillInput(fields: Record<string, string>, input: Record<string, string>, person: Person): void {
  const { name, type = 'text', value = '', checked } = input;
  if (!name || type === 'submit' || input['disabled'] !== undefined) return;
  if (type === 'checkbox' && checked === undefined) return;
  if (type === 'radio' && checked === undefined && name in fields) return;
  fields[name] = value || (person[purpose(input['autocomplete'])] ?? '');
}

function fillSelect(fields: Record<string, string>, select: string, person: Person): void {
  const { name, autocomplete } = attributes(/<select\b[^>]*>/.exec(select)![0]);
  if (!name) return;
  const options = Array.from(select.matchAll(/<option\b[^>]*>/g), ([tag]) => attributes(tag));
  const wanted = person[purpose(autocomplete)];
  const option =
    options.find((one) => one['value'] === wanted) ??
    options.find((one) => one['selected'] !== undefined) ??
    options[0];
  fields[name] = option?.['value'] ?? '';
}
