import { z } from 'zod';
import { emailAddress } from '../../core/customers/email-address.js';
import type { Address } from '../../core/orders/address.js';
import { lineProblem } from '../../core/text/line.js';
import { BadInputError } from '../../platform/errors/shop-error.js';
import type { Contact } from '../../shop/checkout/checkout.js';

/** Names of the fields of an address, in the order in which they are asked for. Billing fields start with `billing_`. */
export const addressFields = [
  'first_name',
  'last_name',
  'company',
  'address1',
  'address2',
  'city',
  'region',
  'postcode',
  'country',
  'phone',
] as const;
export type AddressField = (typeof addressFields)[number];

/** Field name to what was typed. */
export type Typed = Readonly<Record<string, string>>;
/** Field name to a key of the message catalogue. */
export type FieldProblems = Readonly<Record<string, string>>;

export type ContactForm =
  { ok: true; contact: Contact } | { ok: false; typed: Typed; problems: FieldProblems };

/** One address alone, by the rules of the checkout. */
export type AddressForm =
  { ok: true; address: Address } | { ok: false; typed: Typed; problems: FieldProblems };

const MAX_LENGTH = 255;
const NEEDED: ReadonlySet<AddressField> = new Set(['last_name', 'address1', 'city', 'country']);
const WITH_REGION = new Set(['AU', 'CA', 'US']);
/** Countries where addresses have no postcode, or where many leave it out. */
const WITHOUT_POSTCODE = new Set(['IE']);

const texts = z.record(z.string(), z.string().max(20_000));

/** Field name to text. Errors: BadInputError when the form is no form of ours (lists, objects, nothing). */
export function readTexts(body: unknown): Record<string, string> {
  const result = texts.safeParse(body ?? {});
  if (!result.success) throw new BadInputError('errors.bad_form');
  return result.data;
}

/** `countries`: codes of the countries we deliver to. A bill may go to the same countries. */
export function readContactForm(body: unknown, countries: ReadonlySet<string>): ContactForm {
  const typed = readTexts(body);
  const email = emailAddress(typed['email'] ?? '');
  const isBillingSame = typed['billing_same'] === '1' || typed['billing_address1'] === undefined;
  const problems = {
    ...(email === null && {
      email: typed['email']?.trim() ? 'checkout.problem.email' : 'checkout.missing.email',
    }),
    ...addressProblems(typed, '', countries),
    ...(isBillingSame ? {} : addressProblems(typed, 'billing_', countries)),
  };
  if (email === null || Object.keys(problems).length > 0) return { ok: false, typed, problems };
  const billingAddress = isBillingSame ? null : addressOf(typed, 'billing_');
  const reminds = typed['reminds'] === '1';
  return { ok: true, contact: { email, shippingAddress: addressOf(typed, ''), billingAddress, reminds } };
}

/** `countries` as above. Errors: BadInputError as `readTexts`. */
export function readAddressForm(body: unknown, countries: ReadonlySet<string>): AddressForm {
  const typed = readTexts(body);
  const problems = addressProblems(typed, '', countries);
  return Object.keys(problems).length > 0
    ? { ok: false, typed, problems }
    : { ok: true, address: addressOf(typed, '') };
}

const textOf = (typed: Typed, name: string): string => (typed[name] ?? '').trim();

function addressProblems(typed: Typed, prefix: string, countries: ReadonlySet<string>): FieldProblems {
  const country = textOf(typed, `${prefix}country`);
  const found = addressFields.flatMap((field) => {
    const problem = fieldProblem(field, textOf(typed, prefix + field), country, countries);
    return problem ? [[prefix + field, `checkout.${problem}`] as const] : [];
  });
  return Object.fromEntries(found);
}

function fieldProblem(
  field: AddressField,
  text: string,
  country: string,
  countries: ReadonlySet<string>,
): string | null {
  if (text === '') return isNeeded(field, country) ? `missing.${field}` : null;
  const problem = lineProblem(text, field === 'postcode' || field === 'phone' ? 40 : MAX_LENGTH);
  if (problem) return `problem.${problem}`;
  if (field === 'country') return countries.has(text) ? null : 'problem.country';
  if (field === 'phone') return /^[+0-9][0-9 ()./-]{4,}$/.test(text) ? null : 'problem.phone';
  if (field !== 'postcode') return null;
  if (country === 'US') return /^[0-9]{5}(-[0-9]{4})?$/.test(text) ? null : 'problem.zip_us';
  return /^[\p{L}0-9][\p{L}0-9 -]*$/u.test(text) ? null : 'problem.postcode';
}

function isNeeded(field: AddressField, country: string): boolean {
  if (field === 'region') return WITH_REGION.has(country);
  if (field === 'postcode') return !WITHOUT_POSTCODE.has(country);
  return NEEDED.has(field);
}

function addressOf(typed: Typed, prefix: string): Address {
  const text = (field: AddressField) => textOf(typed, prefix + field);
  return {
    firstName: text('first_name'),
    lastName: text('last_name'),
    company: text('company'),
    address1: text('address1'),
    address2: text('address2'),
    city: text('city'),
    region: text('region'),
    postcode: text('postcode'),
    country: text('country'),
    phone: text('phone'),
  };
}

/** An address as it stands in the fields of the form. */
export function typedAddress(address: Partial<Address> | null, prefix = ''): Typed {
  const { firstName, lastName, company, address1, address2, city, region, postcode, country, phone } =
    address ?? {};
  const fields = {
    first_name: firstName,
    last_name: lastName,
    company,
    address1,
    address2,
    city,
    region,
    postcode,
    country,
    phone,
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [prefix + name, value ?? '']));
}
