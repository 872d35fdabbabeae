import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../core/customers/password-rules.js';
import type { Messages } from '../../platform/views/messages.js';
import type { RegistrationErrors } from '../../shop/customers/customers.service.js';
import type { RegisterForm, SignInForm } from '../forms/account.forms.js';
import { checkedFields, completeField, type TextField } from '../forms/text-field.view.js';

type Typed<Form> = Partial<Pick<Form, Exclude<keyof Form, 'password'>>>;

export const emailField = (t: Messages['t'], value: string | undefined): TextField => ({
  name: 'email',
  label: t('account.email'),
  type: 'email',
  autocomplete: 'username',
  value: value ?? '',
  isRequired: true,
});

const withReturn = (path: string, returnTo: string | undefined): string =>
  returnTo ? `${path}?return_to=${encodeURIComponent(returnTo)}` : path;

/** Passwords never come back into a page. */
export function signInPage(
  messages: Messages,
  typed: Typed<SignInForm>,
  say: { notice?: string; error?: string },
) {
  const { t } = messages;
  const password: TextField = {
    name: 'password',
    label: t('account.password'),
    type: 'password',
    autocomplete: 'current-password',
    isRequired: true,
    hasFocus: say.error !== undefined,
  };
  return {
    fields: [emailField(t, typed.email), password].map(completeField),
    returnTo: typed.return_to,
    registerHref: withReturn('/account/register', typed.return_to),
    ...say,
  };
}

export function registerPage(messages: Messages, typed: Typed<RegisterForm>, errors: RegistrationErrors) {
  const { email, password, firstName: first_name, lastName: last_name } = errors;
  const problems = { email, password, first_name, last_name };
  return {
    ...checkedFields(registerFields(messages.t, typed), problems, messages),
    returnTo: typed.return_to,
    signInHref: withReturn('/account/login', typed.return_to),
  };
}

/** Its rules are said before anybody types. */
export const newPasswordField = (t: Messages['t'], name: string, label: string): TextField => ({
  name,
  label,
  type: 'password',
  autocomplete: 'new-password',
  isRequired: true,
  hint: t('account.password_hint', { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH }),
});

function registerFields(t: Messages['t'], typed: Typed<RegisterForm>): TextField[] {
  const name = (field: 'first_name' | 'last_name', autocomplete: string): TextField => ({
    name: field,
    label: t(`account.${field}`),
    type: 'text',
    autocomplete,
    value: typed[field] ?? '',
    optional: t('account.optional'),
  });
  const password = newPasswordField(t, 'password', t('account.password'));
  const names = [name('first_name', 'given-name'), name('last_name', 'family-name')];
  return [emailField(t, typed.email), password, ...names];
}
