import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  passwordProblem,
} from '../../core/customers/password-rules.js';
import { lineProblem } from '../../core/text/line.js';
import type { Registration, RegistrationErrors } from './customers.service.js';

/** Words of the shop itself; a password made of them is guessed first. */
const SHOP_WORDS = ['larch', 'lantern', 'cloudcart'];
const MAX_NAME_LENGTH = 255;

/** What is wrong with a field: the key of a message, with values for its placeholders. */
export interface FieldProblem {
  key: string;
  values?: Readonly<Record<string, string | number>>;
}

/** What is wrong with a form that opens an account, per field. `email` is the normal form, null when there is none. */
export function registrationErrors(form: Registration, email: string | null): RegistrationErrors {
  const problems = {
    firstName: nameProblem(form.firstName),
    lastName: nameProblem(form.lastName),
    email: email === null ? { key: 'account.email_invalid' } : null,
    password: newPasswordProblem(form.password, { ...form, email: email ?? '' }),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null));
}

/** What is wrong with a password that somebody wants to take; words of their own name and address do not count. */
export function newPasswordProblem(
  password: string,
  owner: { email: string; firstName: string; lastName: string },
): FieldProblem | null {
  const mailWords = owner.email.split('@')[0]?.split(/[^a-z]+/) ?? [];
  const problem = passwordProblem(password, [...SHOP_WORDS, ...mailWords, owner.firstName, owner.lastName]);
  const values = { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH };
  return problem && { key: `account.${problem}`, values };
}

function nameProblem(name: string): FieldProblem | null {
  const problem = lineProblem(name, MAX_NAME_LENGTH);
  return problem && { key: `account.name_${problem}`, values: { max: MAX_NAME_LENGTH } };
}
