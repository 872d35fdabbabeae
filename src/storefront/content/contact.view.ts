import type { Messages } from '../../platform/views/messages.js';
import { CONTACT_FIELDS, TRAP } from '../forms/contact.form.js';
import type { FieldProblems, Typed } from '../forms/checkout.form.js';

export interface ContactTrouble {
  typed?: Typed;
  problems?: FieldProblems;
  /** What kept the letter from being sent, when it is not in a field. */
  notice?: string;
  isSent?: boolean;
}

const LOOK = {
  name: { type: 'text', autocomplete: 'name', maxLength: 100, isRequired: true },
  email: { type: 'email', autocomplete: 'email', inputmode: 'email', maxLength: 254, isRequired: true },
  order: { type: 'text', autocomplete: 'off', maxLength: 33, isRequired: false },
};

/** Model of the form on `pages/contact`. */
export function contactForm({ t }: Messages, { typed = {}, problems = {}, notice, isSent }: ContactTrouble) {
  const error = (name: string) => (problems[name] ? t(problems[name]) : null);
  const first = CONTACT_FIELDS.find((name) => problems[name]);
  const field = (name: keyof typeof LOOK) => ({
    ...LOOK[name],
    id: `contact-${name}`,
    name,
    label: t(`pages.contact.${name}`),
    value: typed[name] ?? '',
    optional: LOOK[name].isRequired ? null : t('pages.contact.optional'),
    hint: name === 'email' ? t('pages.contact.email_hint') : null,
    error: error(name),
    describedBy: describedBy(name, name === 'email', error(name) !== null),
    hasFocus: name === first,
  });
  return {
    isSent: isSent ?? false,
    notice,
    trap: TRAP,
    fields: [field('name'), field('email'), field('order')],
    message: { value: typed['message'] ?? '', error: error('message'), hasFocus: first === 'message' },
    problems: CONTACT_FIELDS.filter((name) => problems[name]).map((name) => ({
      field: `contact-${name}`,
      label: t(`pages.contact.${name}`),
      text: error(name),
    })),
  };
}

const describedBy = (name: string, hasHint: boolean, hasError: boolean): string | null =>
  [hasHint && `contact-${name}-hint`, hasError && `contact-${name}-error`].filter(Boolean).join(' ') || null;
