import type { Beside, ProductCard } from '../../shop/catalog/card.types.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import { productCard, type Words } from './product-card.view.js';

type Together = Pick<Beside, 'together' | 'isSample'>;

/** What is put into the cart without a question: things without choices. */
const withoutChoice = ({ together }: Together): (ProductCard & { soleVariantId: number })[] =>
  together.filter(
    (card): card is ProductCard & { soleVariantId: number } =>
      card.soleVariantId !== null && card.isAvailable,
  );

/** Model of `catalog/together`; null when nothing is bought together with the product. */
export function togetherView(product: ProductPage, beside: Together, words: Words) {
  if (beside.together.length === 0) return null;
  const simple = withoutChoice(beside);
  const { t, language } = words.messages;
  const names = new Intl.ListFormat(language).format(simple.map(({ title }) => title));
  return {
    cards: beside.together.map((card) => productCard(card, words)),
    note: beside.isSample ? t('catalog.together.sample') : null,
    sum: t('catalog.together.sum', { title: product.title, names }),
    button: t('catalog.together.add', { count: simple.length + 1 }),
    items: simple.map(({ soleVariantId }, nth) => ({ name: `items[${nth + 1}][id]`, id: soleVariantId })),
  };
}

/** What a variant and all that is bought together with it without a question cost. */
export function togetherPrice(variant: Variant, beside: Together, { formatters }: Words): string {
  const prices = withoutChoice(beside).map(({ priceMin }) => priceMin);
  return formatters.money(prices.reduce((sum, price) => sum + price, variant.price));
}
