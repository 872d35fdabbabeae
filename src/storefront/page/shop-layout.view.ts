import { ByLanguage } from '../../platform/language/by-language.js';
import { directionOf, ownLanguage } from '../../platform/language/locales.js';
import { languageFolder } from '../../platform/language/page-address.js';
import type { Message } from '../../platform/session/visitor.js';
import type { Messages } from '../../platform/views/messages.js';
import { withoutStrangeReturn } from '../forms/return-to.js';
import { type SharePicture, shopPicture } from '../share/share-address.js';
import { pageFiles } from './assets.js';
import { holeMarks } from './holes.js';
import { alternatesOf, languageChoices, localesOf } from './languages.view.js';
import type { Page } from './page.service.js';
import type { HeaderFacts } from './shop-header.service.js';
import { shopMenu } from './shop-menu.view.js';

/**
 * What `layouts/shop.hbs` places around a page, for everybody. `shop.origin`: for addresses that others will open; `returnTo`: where a form
 * at its foot leads back to.
 */
export function shopLayout(
  messages: Messages,
  page: Page,
  { path, collections, currencies }: Pick<HeaderFacts, 'path' | 'collections' | 'currencies'>,
  shop: { origin: string; currency: string; returnTo: string },
) {
  const { origin, currency, returnTo } = shop;
  const { t } = messages;
  const shopName = t('common.shop_name');
  const isHome = path === '/';
  return {
    language: messages.language,
    direction: directionOf(messages.language),
    folder: languageFolder(),
    languages: languageChoices(pathInLanguages(page, returnTo)),
    locales: localesOf(messages.language),
    currencies: currencies.length > 1 ? currencies.map((code) => currencyChoice(code, currency)) : null,
    returnTo,
    title: isHome ? `${shopName} – ${page.title}` : `${page.title} – ${shopName}`,
    shareTitle: page.title,
    description: page.description,
    canonical: page.canonical && origin + languageFolder() + page.canonical,
    alternates: robotsOf(page) === null && page.canonical ? alternatesOf(origin, page.canonical) : [],
    picture: pictureView(page.picture ?? shopPicture(shopName), origin),
    shareType: page.share?.type ?? 'website',
    sharePrice: page.share?.price,
    newsPath: page.newsPath,
    linkedData: page.linkedData ?? [],
    robots: robotsOf(page),
    isPersonal: isPersonal(page),
    files: pageFiles(),
    holes: holeMarks,
    ...shopMenu(messages, { path, collections }),
    isAllHere: path === '/collections/all',
  };
}

const pictureView = ({ path, isInLanguage, ...facts }: SharePicture, origin: string) => ({
  address: origin + (isInLanguage ? languageFolder() : '') + path,
  ...facts,
});

/** Without all that an address may ask for besides: a page is the same page at each of them. What is not there is not there in another language. */
function pathInLanguages(page: Page, here: string): string {
  if (page.status === 404 || page.status === 400) return '/';
  return page.returnTo ?? page.canonical ?? withoutStrangeReturn(here);
}

export const isPersonal = (page: Page): boolean => page.isPersonal ?? page.noIndex ?? false;

/** Links of what belongs to one person lead to no page that others see. */
function robotsOf(page: Page): string | null {
  if (!page.noIndex && (page.status ?? 200) === 200) return null;
  return isPersonal(page) ? 'noindex' : 'noindex, follow';
}

const names = new ByLanguage(
  (language) => new Intl.DisplayNames(language ?? ownLanguage(), { type: 'currency' }),
);

/** `EUR – Euro`, for the form at the foot of the page. */
const currencyChoice = (code: string, chosen: string) => ({
  code,
  name: names.now.of(code) ?? code,
  isChosen: code === chosen,
});

/** What the templates of the holes place into a page for one visitor. */
export function visitorLayout({ t }: Messages, header: HeaderFacts) {
  const { path, message, itemCount } = header;
  return {
    itemCount: itemCount ?? 0,
    cartLabel: t('common.cart_label', { count: itemCount ?? 0 }),
    wishes: wishesView(header.wishes, t),
    session: header.session,
    isSignedIn: header.isSignedIn,
    account: header.isSignedIn
      ? { href: '/account', text: t('common.account') }
      : { href: '/account/login', text: t('common.sign_in') },
    storeIsAway: header.storeIsAway,
    isOld: header.isOld,
    message: message && messageView(message, t, path),
  };
}

/** How many things are on the wishlist, and the state of it by which the script knows whether it has it: `?` when only the browser can tell. */
function wishesView(noted: string | null, t: Messages['t']) {
  const [count = '0', state = ''] = noted?.split(' ') ?? ['0', '?'];
  return { count: Number(count), state, label: t('wishlist.label', { count: Number(count) }) };
}

/** What `partials/message.hbs` shows. `returnTo`: where an undo leads back to. */
export const messageView = (message: Message, t: Messages['t'], returnTo: string) => ({
  text: t(message.key, message.values),
  ...noticeOf(message.kind),
  undo: message.undo,
  undoReturn: returnTo,
});

const noticeOf = (kind: 'success' | 'notice' | 'error') =>
  ({
    success: { className: 'notice notice--success', role: 'status' },
    notice: { className: 'notice', role: 'status' },
    error: { className: 'notice notice--error', role: 'alert' },
  })[kind];
