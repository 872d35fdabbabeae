import type { Messages } from '../../platform/views/messages.js';

const CARDS = '/account/cards';

const PAGES = [
  ['/account', 'account.orders'],
  ['/account/addresses', 'account.addresses.nav'],
  [CARDS, 'account.cards'],
  ['/account/sessions', 'account.devices_title'],
  ['/account/password', 'account.password'],
  ['/account/data', 'account.data.nav'],
] as const;

export type AccountPath = (typeof PAGES)[number][0];

/** The pages of an account, for `account/nav`; `here` is the path of the one that shows them, null for one that hangs below another. */
export const accountNav = ({ t }: Messages, here: AccountPath | null, hasCards: boolean) =>
  PAGES.filter(([href]) => hasCards || href !== CARDS).map(([href, text]) => ({
    href,
    text: t(text),
    isHere: href === here,
  }));
