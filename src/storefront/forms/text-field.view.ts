import type { Messages } from '../../platform/views/messages.js';
import type { FieldProblem } from '../../shop/customers/account-rules.js';

/** What `partials/field` shows, apart from what follows from these. */
export interface TextField {
  name: string;
  label: string;
  type: 'email' | 'password' | 'text';
  autocomplete: string;
  value?: string;
  isRequired?: boolean;
  optional?: string;
  hint?: string;
  error?: string;
  hasFocus?: boolean;
}

/** Adds what follows from the other properties. */
export const completeField = (field: TextField) => ({
  ...field,
  id: field.name,
  inputmode: field.type === 'email' ? 'email' : undefined,
  describedBy: [field.hint && `${field.name}-hint`, field.error && `${field.name}-error`]
    .filter(Boolean)
    .join(' '),
});

/** The fields of a form with what is wrong with each, by name, and the list that says it above them. The first wrong one has the focus. */
export function checkedFields(
  fields: readonly TextField[],
  problems: Readonly<Record<string, FieldProblem | null | undefined>>,
  { t }: Messages,
) {
  const wrong = fields.flatMap(({ name, label }) => {
    const problem = problems[name];
    return problem ? [{ field: name, label, text: t(problem.key, problem.values) }] : [];
  });
  const textOf = new Map(wrong.map(({ field, text }) => [field, text]));
  const shown = fields.map((field) =>
    completeField({ ...field, error: textOf.get(field.name), hasFocus: field.name === wrong[0]?.field }),
  );
  return {
    fields: shown,
    problems: wrong,
    problemTitle: t('account.problem_title', { count: wrong.length }),
  };
}
