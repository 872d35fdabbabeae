import type { Messages } from '../../platform/views/messages.js';
import type { PasswordChangeErrors } from '../../shop/customers/change-password.service.js';
import { completeField, type TextField } from '../forms/text-field.view.js';
import { newPasswordField } from './account-forms.view.js';

/** Why the form comes back: errors of fields, or one sentence about all of it. */
export interface PasswordTrouble {
  errors?: PasswordChangeErrors;
  error?: string;
}

/** The names that the form's fields have in an outcome of the customers' rules. */
const RULES = { current_password: 'current', new_password: 'next' } as const;

/** What `account/password` shows. `email` is for password managers, which file the new password under it. */
export function passwordPage(messages: Messages, email: string, { errors = {}, error }: PasswordTrouble) {
  const { t } = messages;
  const wrong = passwordFields(t).flatMap(({ name, label }) => {
    const problem = errors[RULES[name as keyof typeof RULES]];
    return problem ? [{ field: name, label, text: t(problem.key, problem.values) }] : [];
  });
  const textOf = new Map<string, string>(wrong.map(({ field, text }) => [field, text]));
  const fields = passwordFields(t).map((field) =>
    completeField({ ...field, error: textOf.get(field.name), hasFocus: field.name === wrong[0]?.field }),
  );
  return {
    email,
    fields,
    problems: wrong,
    problemTitle: t('account.problem_title', { count: wrong.length }),
    error,
  };
}

const passwordFields = (t: Messages['t']): TextField[] => [
  {
    name: 'current_password',
    label: t('account.current_password'),
    type: 'password',
    autocomplete: 'current-password',
    isRequired: true,
  },
  newPasswordField(t, 'new_password', t('account.new_password')),
];
