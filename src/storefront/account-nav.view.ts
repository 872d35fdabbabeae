import type { Messages } from '../platform/views/messages.js';

const PAGES = [
  ['/account', 'account.orders'],
  ['/account/sessions', 'account.devices_title'],
  ['/account/password', 'account.password'],
] as const;

/** The pages of an account, for `account/nav`; `here` is the path of the one that shows them. */
export const accountNav = ({ t }: Messages, here: (typeof PAGES)[number][0]) =>
  PAGES.map(([href, text]) => ({ href, text: t(text), isHere: href === here }));
