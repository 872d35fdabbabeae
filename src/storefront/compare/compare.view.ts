import { factRows, readFact, type Fact } from '../../core/catalog/facts.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import { cardOfPage } from '../../shop/catalog/card-of-page.js';
import { productCard, type Words } from '../catalog/product-card.view.js';
import { chooseVariant, stockOf } from '../catalog/product-choice.js';
import { plainText } from '../catalog/product-linked-data.js';
import { offerOf } from '../catalog/product.view.js';

/** Models of `catalog/compare`: a column for each product, and rows of texts; null where a product has nothing to say. */
export function compareView(products: readonly ProductPage[], words: Words) {
  const { t } = words.messages;
  return {
    columns: products.map((product) => columnOf(product, words)),
    rows: [
      { label: t('catalog.facet.vendor'), values: products.map(({ vendor }) => vendor || null) },
      ...optionRows(products),
      ...factRows(products.map(({ bodyHtml }) => factsOf(bodyHtml))),
    ],
  };
}

function columnOf(product: ProductPage, words: Words) {
  const stock = stockOf(product);
  const { variant } = chooseVariant(product, stock, {});
  const card = productCard(cardOfPage(product), words);
  return {
    ...card,
    stock: offerOf(product, variant, stock.get(variant.id), words).stock,
    hasChoices: product.options.length > 0,
  };
}

/** An option of any of them: its values, as they are to be chosen from. */
const optionRows = (products: readonly ProductPage[]) =>
  factRows(
    products.map(({ options }) =>
      options.map(({ name, values }) => ({ label: name, value: values.join(', ') })),
    ),
  );

const LIST = /<ul class="facts">(.*?)<\/ul>/s;
const LINE = /<li>(.*?)<\/li>/gs;

/** The list of facts in a description, which is sanitised: its tags are written in one way only. */
function factsOf(html: string): Fact[] {
  const [, list = ''] = LIST.exec(html) ?? [];
  return [...list.matchAll(LINE)].flatMap(([, line]) => readFact(plainText(line!)) ?? []);
}
