import type { Messages } from '../../platform/views/messages.js';
import type { EmailWishErrors } from '../../shop/customers/change-email.service.js';
import { checkedFields, type TextField } from '../forms/text-field.view.js';

/** Why the form comes back: what was typed, errors of fields, or one sentence about all of it. */
export interface EmailTrouble {
  typed?: string;
  errors?: EmailWishErrors;
  error?: string;
}

/** What `account/email` shows. `now`: the address of now, which password managers know. */
export function emailPage(messages: Messages, now: string, { typed, errors = {}, error }: EmailTrouble) {
  const { t } = messages;
  const problems = { email: errors.next, current_password: errors.password };
  const form = checkedFields(emailFields(t, typed), problems, messages);
  return { now, lead: t('recover.email.lead', { email: now }), ...form, error };
}

const emailFields = (t: Messages['t'], typed = ''): TextField[] => [
  {
    name: 'email',
    label: t('recover.email.next'),
    type: 'email',
    autocomplete: 'email',
    value: typed,
    isRequired: true,
  },
  {
    name: 'current_password',
    label: t('account.password'),
    type: 'password',
    autocomplete: 'current-password',
    hint: t('recover.email.password_hint'),
    isRequired: true,
  },
];
