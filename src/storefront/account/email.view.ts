import type { Messages } from '../../platform/views/messages.js';
import type { EmailWishErrors } from '../../shop/customers/change-email.service.js';
import { completeField, type TextField } from '../forms/text-field.view.js';

/** Why the form comes back: what was typed, errors of fields, or one sentence about all of it. */
export interface EmailTrouble {
  typed?: string;
  errors?: EmailWishErrors;
  error?: string;
}

/** The names that the form's fields have in an outcome of the customers' rules. */
const RULES = { email: 'next', current_password: 'password' } as const;

/** What `account/email` shows. `now`: the address of now, which password managers know. */
export function emailPage(messages: Messages, now: string, { typed, errors = {}, error }: EmailTrouble) {
  const { t } = messages;
  const plain = emailFields(t, typed);
  const wrong = plain.flatMap(({ name, label }) => {
    const problem = errors[RULES[name as keyof typeof RULES]];
    return problem ? [{ field: name, label, text: t(problem.key, problem.values) }] : [];
  });
  const textOf = new Map<string, string>(wrong.map(({ field, text }) => [field, text]));
  const fields = plain.map((field) =>
    completeField({ ...field, error: textOf.get(field.name), hasFocus: field.name === wrong[0]?.field }),
  );
  const problemTitle = t('account.problem_title', { count: wrong.length });
  return { now, lead: t('recover.email.lead', { email: now }), fields, problems: wrong, problemTitle, error };
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
