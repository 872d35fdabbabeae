import type { Messages } from '../../platform/views/messages.js';
import type { FieldProblem } from '../../shop/customers/account-rules.js';
import { completeField, type TextField } from '../forms/text-field.view.js';
import { emailField, newPasswordField } from './account-forms.view.js';

/** What stands above or beside the field of `account/recover`; `typed` comes back into it. */
export interface RecoverSaid {
  isSent?: boolean;
  isDead?: boolean;
  isTooOften?: boolean;
  typed?: string;
}

/** What `account/recover` shows: the form for the address, or that a mail may be under way. */
export function recoverPage({ t }: Messages, said: RecoverSaid, problem: FieldProblem | null) {
  const error = said.isDead ? t('recover.dead') : said.isTooOften ? t('recover.too_often') : null;
  return {
    title: said.isSent ? t('recover.sent') : t('recover.title'),
    lead: said.isSent ? t('recover.sent_text') : t('recover.lead'),
    again: said.isSent ? t('recover.again') : null,
    error,
    ...withProblem(emailField(t, said.typed), problem, t),
  };
}

/** What `account/new-password` shows. `email` is for password managers, which file the new password under it. */
export function newPasswordPage({ t }: Messages, email: string, problem: FieldProblem | null) {
  return {
    email,
    ...withProblem(newPasswordField(t, 'new_password', t('account.new_password')), problem, t),
  };
}

/** A form of one field, and what is wrong with it. */
function withProblem(field: TextField, problem: FieldProblem | null, t: Messages['t']) {
  const error = problem ? t(problem.key, problem.values) : undefined;
  return {
    fields: [completeField({ ...field, error, hasFocus: error !== undefined })],
    problems: error === undefined ? [] : [{ field: field.name, label: field.label, text: error }],
    problemTitle: t('account.problem_title', { count: 1 }),
  };
}
