import type { Messages } from '../../platform/views/messages.js';
import type { PasswordChangeErrors } from '../../shop/customers/change-password.service.js';
import { checkedFields, type TextField } from '../forms/text-field.view.js';
import { newPasswordField } from './account-forms.view.js';

/** Why the form comes back: errors of fields, or one sentence about all of it. */
export interface PasswordTrouble {
  errors?: PasswordChangeErrors;
  error?: string;
}

/** What `account/password` shows. `email` is for password managers, which file the new password under it. */
export function passwordPage(messages: Messages, email: string, { errors = {}, error }: PasswordTrouble) {
  const problems = { current_password: errors.current, new_password: errors.next };
  return { email, ...checkedFields(passwordFields(messages.t), problems, messages), error };
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
