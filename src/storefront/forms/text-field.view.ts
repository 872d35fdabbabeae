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
