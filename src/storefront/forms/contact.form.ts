import { emailAddress } from '../../core/customers/email-address.js';
import { lineProblem } from '../../core/text/line.js';
import type { ContactMessage } from '../../shop/contact/contact.service.js';
import { readTexts, type FieldProblems, type Typed } from './checkout.form.js';

/** In the order in which they are asked for. */
export const CONTACT_FIELDS = ['name', 'email', 'order', 'message'] as const;
/** Nobody sees it; programs that fill in every field do. */
export const TRAP = 'website';

const MAX_NAME = 100;
const MAX_MESSAGE = 5000;
const ORDER = /^#?[\p{L}\p{N}-]{1,32}$/u;

export type ContactFormResult =
  | { ok: true; letter: ContactMessage; isTrapped: boolean }
  | { ok: false; typed: Typed; problems: FieldProblems };

/** Errors: BadInputError when the form is no form of ours. */
export function readContactForm(body: unknown): ContactFormResult {
  const form = readTexts(body);
  const typed = Object.fromEntries(CONTACT_FIELDS.map((name) => [name, form[name] ?? '']));
  const [name, order] = [typed['name']!.trim(), typed['order']!.trim()];
  const message = typed['message']!.replaceAll('\r\n', '\n').trim();
  const email = emailAddress(typed['email']!);
  const found = {
    name: name === '' ? 'name_missing' : lineProblem(name, MAX_NAME) && 'name_wrong',
    email: typed['email']!.trim() === '' ? 'email_missing' : email === null && 'email_wrong',
    order: order !== '' && !ORDER.test(order) && 'order_wrong',
    message: messageProblem(message),
  };
  const wrong = Object.entries(found).flatMap(([field, key]) =>
    key ? [[field, `pages.contact.${key}`]] : [],
  );
  if (wrong.length > 0 || email === null)
    return { ok: false, typed, problems: Object.fromEntries(wrong) as FieldProblems };
  return { ok: true, letter: { name, email, order, message }, isTrapped: Boolean(form[TRAP]) };
}

/** Line breaks and tabs belong to a letter; nothing else that cannot be seen does. */
function messageProblem(message: string): string | null {
  if (message === '') return 'message_missing';
  const problem = lineProblem(message.replace(/[\n\t]/g, ' '), MAX_MESSAGE);
  return problem === 'too_long' ? 'message_too_long' : problem && 'message_wrong';
}
