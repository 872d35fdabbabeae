import type { Message } from '../../platform/session/visitor.js';
import type { Messages } from '../../platform/views/messages.js';
import { assetVersion } from './assets.js';
import type { Page } from './page.service.js';
import type { HeaderFacts } from './shop-header.service.js';

const SHARE_PICTURE = '/images/demo/og.svg';

/** Everything `layouts/shop.hbs` places around a page. `shop.origin`: for addresses that others will open. */
export function shopLayout(
  messages: Messages,
  page: Page,
  header: HeaderFacts,
  shop: { origin: string; currency: string },
) {
  const { origin, currency } = shop;
  const { t } = messages;
  const shopName = t('common.shop_name');
  const isHome = header.path === '/';
  return {
    language: messages.language,
    currency,
    title: isHome ? `${shopName} – ${page.title}` : `${page.title} – ${shopName}`,
    shareTitle: page.title,
    description: page.description,
    canonical: page.canonical && origin + page.canonical,
    sharePicture: origin + (page.picture ?? SHARE_PICTURE),
    noIndex: page.noIndex || (page.status ?? 200) !== 200,
    isPersonal: page.isPersonal ?? page.noIndex ?? false,
    version: assetVersion(),
    ...headerTexts(messages, header),
  };
}

function headerTexts({ t }: Messages, header: HeaderFacts) {
  const { path, message, itemCount } = header;
  return {
    nav: header.collections.map(({ handle, title }) => {
      const href = `/collections/${handle}`;
      return { href, title, isHere: path === href };
    }),
    isAllHere: path === '/collections/all',
    itemCount: itemCount ?? 0,
    cartLabel: t('common.cart_label', { count: itemCount ?? 0 }),
    session: header.session,
    isSignedIn: header.isSignedIn,
    account: header.isSignedIn
      ? { href: '/account', text: t('common.account') }
      : { href: '/account/login', text: t('common.sign_in') },
    storeIsAway: header.storeIsAway,
    message: message && messageView(message, t, path),
  };
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
