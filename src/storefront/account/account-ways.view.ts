import type { Messages } from '../../platform/views/messages.js';
import type { NewsletterState } from '../../shop/newsletter/subscription.js';

const CARDS = '/account/cards';

/** What one can do on the other pages, each a tile on the account's own. */
const WAYS = [
  ['/account/addresses', 'addresses', 'home'],
  [CARDS, 'cards', 'card'],
  ['/account/sessions', 'devices', 'laptop'],
  ['/account/password', 'password', 'key'],
  ['/account/data', 'data', 'file'],
] as const;

export const accountWays = ({ t }: Messages, hasCards: boolean) =>
  WAYS.filter(([href]) => hasCards || href !== CARDS).map(([href, what, icon]) => ({
    href,
    icon,
    title: t(`account.ways.${what}`),
    text: t(`account.ways.${what}_text`),
  }));

/** The letters: what is so, and the one button. */
export const newsletterWay = ({ t }: Messages, state: NewsletterState) => ({
  text: t(`account.newsletter.${state}`),
  consent: state === 'none' ? t('newsletter.consent') : null,
  action: state === 'confirmed' ? '/account/newsletter/leave' : '/account/newsletter',
  button: t(`account.newsletter.${state}_button`),
});
