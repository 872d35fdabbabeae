import type { Messages } from '../../platform/views/messages.js';
import { completeField } from '../forms/text-field.view.js';
import { TRAP } from '../forms/contact.form.js';

export interface NewsletterTrouble {
  typed?: string;
  problem?: 'missing' | 'wrong' | 'too_often';
}

/** What `pages/newsletter` shows to who may ask. */
export function newsletterPage({ t }: Messages, { typed = '', problem }: NewsletterTrouble) {
  const error = problem && t(`newsletter.problem.${problem}`);
  const field = completeField({
    name: 'email',
    label: t('newsletter.email'),
    type: 'email',
    autocomplete: 'email',
    value: typed,
    isRequired: true,
    ...(error && { error, hasFocus: true }),
  });
  return { form: { field, trap: TRAP } };
}
