import type { Messages } from '../../platform/views/messages.js';
import type { FieldProblem } from '../../shop/customers/account-rules.js';
import { checkedFields } from '../forms/text-field.view.js';
import { emailField, newPasswordField } from './account-forms.view.js';

/** What stands above or beside the field of `account/recover`; `typed` comes back into it. */
export interface RecoverSaid {
  isSent?: boolean;
  isDead?: boolean;
  isTooOften?: boolean;
  typed?: string;
}

/** What `account/recover` shows: the form for the address, or that a mail may be under way. */
export function recoverPage(messages: Messages, said: RecoverSaid, problem: FieldProblem | null) {
  const { t } = messages;
  const error = said.isDead ? t('recover.dead') : said.isTooOften ? t('recover.too_often') : null;
  return {
    title: said.isSent ? t('recover.sent') : t('recover.title'),
    lead: said.isSent ? t('recover.sent_text') : t('recover.lead'),
    again: said.isSent ? t('recover.again') : null,
    error,
    ...checkedFields([emailField(t, said.typed)], { email: problem }, messages),
  };
}

/** What `account/new-password` shows. `email` is for password managers, which file the new password under it. */
export function newPasswordPage(messages: Messages, email: string, problem: FieldProblem | null) {
  const { t } = messages;
  const field = newPasswordField(t, 'new_password', t('account.new_password'));
  return { email, ...checkedFields([field], { new_password: problem }, messages) };
}
