import type { Messages } from '../../platform/views/messages.js';
import { MAX_ADDRESSES, type SavedAddress } from '../../shop/customers/address-book.service.js';
import { addressLines } from '../../shop/orders/order-words.js';
import { addressForm } from '../forms/address-form.view.js';
import { addressFields, typedAddress, type FieldProblems, type Typed } from '../forms/checkout.form.js';

const HERE = '/account/addresses';

/** More would push the form out of sight. */
const SHOWN_AT_ONCE = 3;

/** Why the form comes back, or what it begins with. `notice`: what is wrong with none of its fields. */
export interface AddressTrouble {
  typed: Typed;
  problems?: FieldProblems;
  notice?: string;
}

/** What `account/addresses` shows. */
export function addressesPage(saved: readonly SavedAddress[], messages: Messages) {
  const { t } = messages;
  return {
    addresses: saved.map((one) => savedRow(one, messages)),
    isFull: saved.length >= MAX_ADDRESSES ? t('account.addresses.full', { max: MAX_ADDRESSES }) : null,
  };
}

function savedRow({ id, isDefault, address }: SavedAddress, { t }: Messages) {
  const [name = '', ...lines] = addressLines(address);
  return {
    name,
    lines,
    phone: address.phone,
    isDefault,
    path: `${HERE}/${id}`,
    editLabel: t('account.addresses.edit_label', { name, street: address.address1 }),
    removeLabel: t('account.addresses.remove_label', { name, street: address.address1 }),
    defaultLabel: t('account.addresses.default_label', { name, street: address.address1 }),
  };
}

/** What `account/address` shows; `id` null for a new one. */
export function addressPage(
  messages: Messages,
  countries: readonly string[],
  id: number | null,
  { typed, problems = {}, notice }: AddressTrouble,
) {
  const { shipping, errors } = addressForm(messages, countries, typed, problems);
  const { vatNumber: _ofBills, ...address } = shipping;
  return { action: id === null ? HERE : `${HERE}/${id}`, address, errors, notice };
}

/** The choice at the checkout: which address is in the form, and the way to have another one in it. Null when there are none. */
export function savedChoices(saved: readonly SavedAddress[], typed: Typed) {
  const choices = saved.map(({ id, address }) => {
    const [name = '', ...lines] = addressLines(address);
    const stored = typedAddress(address);
    const isChosen = addressFields.every((field) => stored[field] === (typed[field] ?? ''));
    return { name, text: lines.join(', '), href: `/checkout/contact?address=${id}`, isChosen };
  });
  return choices.length === 0
    ? null
    : { first: choices.slice(0, SHOWN_AT_ONCE), rest: choices.slice(SHOWN_AT_ONCE) };
}
