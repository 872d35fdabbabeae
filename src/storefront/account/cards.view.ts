import type { Messages } from '../../platform/views/messages.js';
import type { SavedCard } from '../../shop/payments/stripe/stripe-cards.service.js';

/** What `account/cards` shows. */
export const cardsPage = (cards: readonly SavedCard[], now: Date, messages: Messages) => ({
  cards: cards.map((card) => cardRow(card, now, messages)),
});

/** `Visa •••• 4242`. */
export function cardName({ brand, lastFour }: SavedCard, messages: Messages): string {
  const key = `account.card_brands.${brand}`;
  const known = messages.has(key) ? key : 'account.card_brands.other';
  return messages.t('account.card_name', { brand: messages.t(known), lastFour });
}

function cardRow(card: SavedCard, now: Date, messages: Messages) {
  const { year, month } = card.expires;
  const date = `${String(month).padStart(2, '0')}/${year}`;
  // A card is good until the last day of its month.
  const isOver = now.getTime() >= Date.UTC(year, month, 1);
  const name = cardName(card, messages);
  return {
    id: card.id,
    name,
    expires: messages.t(isOver ? 'account.card_expired' : 'account.card_expires', { date }),
    removeLabel: messages.t('account.remove_card_label', { name }),
  };
}
