import type { Messages } from '../../platform/views/messages.js';
import { countriesByName } from '../../shop/orders/country-words.js';
import { addressFields, type AddressField, type FieldProblems, type Typed } from './checkout.form.js';

interface FieldSettings {
  autocomplete: string;
  type?: string;
  inputmode?: string;
  isOptional?: boolean;
  hint?: string;
}

const SETTINGS: Record<AddressField, FieldSettings> = {
  first_name: { autocomplete: 'given-name', isOptional: true },
  last_name: { autocomplete: 'family-name' },
  company: { autocomplete: 'organization', isOptional: true },
  address1: { autocomplete: 'address-line1' },
  address2: { autocomplete: 'address-line2', isOptional: true },
  city: { autocomplete: 'address-level2' },
  region: { autocomplete: 'address-level1', hint: 'region_hint' },
  postcode: { autocomplete: 'postal-code' },
  country: { autocomplete: 'country' },
  phone: { autocomplete: 'tel', type: 'tel', inputmode: 'tel', isOptional: true, hint: 'phone_hint' },
};

/** Model of a form with an address: a field model for each name in the form, what was typed, and what is wrong with it. */
export function addressForm(
  messages: Messages,
  countries: readonly string[],
  typed: Typed,
  problems: FieldProblems,
) {
  const { t } = messages;
  const wrong = Object.keys(problems);
  const fieldOf = (name: string, label: string, settings: FieldSettings) => {
    const error = problems[name] ? t(problems[name]) : undefined;
    const hint = settings.hint && t(`checkout.contact.${settings.hint}`);
    const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
    return {
      id: name,
      name,
      label,
      type: settings.type ?? 'text',
      value: typed[name] ?? '',
      autocomplete: settings.autocomplete,
      inputmode: settings.inputmode,
      optional: settings.isOptional ? t('checkout.optional') : undefined,
      isRequired: !settings.isOptional && settings.hint === undefined && !name.startsWith('billing_'),
      hint,
      error,
      describedBy: described || undefined,
      hasFocus: name === wrong[0],
    };
  };
  const address = (prefix: string, section: string) => {
    const fields = addressFields.map((field) => {
      const settings = SETTINGS[field];
      const autocomplete = `${section} ${settings.autocomplete}`;
      const model = fieldOf(prefix + field, t(`checkout.contact.${field}`), { ...settings, autocomplete });
      return [field, model] as const;
    });
    const chosen = typed[`${prefix}country`] ?? '';
    return {
      ...(Object.fromEntries(fields) as Record<AddressField, ReturnType<typeof fieldOf>>),
      countries: countryOptions(countries, chosen),
      isMoreOpen: Boolean(typed[`${prefix}company`] || typed[`${prefix}address2`]),
    };
  };
  const vat = { autocomplete: 'off', isOptional: true, hint: 'vat_number_hint' };
  const vatNumber = fieldOf('vat_number', t('checkout.contact.vat_number'), vat);
  const shipping = address('', 'shipping');
  const email = { autocomplete: 'email', type: 'email', inputmode: 'email', hint: 'email_hint' };
  return {
    email: { ...fieldOf('email', t('checkout.contact.email'), email), isRequired: true },
    shipping: { ...shipping, vatNumber, isMoreOpen: shipping.isMoreOpen || vatNumber.value !== '' },
    billing: address('billing_', 'billing'),
    reminds: typed['reminds'] === '1',
    isBillingSame: typed['billing_same'] === '1' || typed['billing_address1'] === undefined,
    errors: {
      title: t('checkout.wrong'),
      problems: wrong.map((name) => ({
        field: name,
        label: labelOf(messages, name),
        text: t(problems[name] ?? ''),
      })),
    },
  };
}

function labelOf({ t }: Messages, name: string): string {
  const label = t(`checkout.contact.${name.replace('billing_', '')}`);
  return name.startsWith('billing_') ? `${t('checkout.contact.billing')}, ${label}` : label;
}

/** By name, as people look for them; the first is chosen while nothing is. */
const countryOptions = (countries: readonly string[], chosen: string) =>
  countriesByName(countries).map((country) => ({ ...country, isChosen: country.code === chosen }));
