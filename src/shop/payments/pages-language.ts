import { isOtherLanguage, ownLanguage } from '../../platform/language/locales.js';

/** What Stripe's pages speak, of codes with two letters. Source: the library's `SessionCreateParams.Locale`. */
const STRIPE =
  'bg cs da de el en es et fi fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh'.split(
    ' ',
  );

/** What Mollie's pages speak. Source: docs.mollie.com/reference/create-payment, `locale`. */
const MOLLIE = {
  ...({ ca: 'ca_ES', da: 'da_DK', de: 'de_DE', en: 'en_US', es: 'es_ES', fi: 'fi_FI', fr: 'fr_FR' } as const),
  ...({ hu: 'hu_HU', is: 'is_IS', it: 'it_IT', lt: 'lt_LT', lv: 'lv_LV', nb: 'nb_NO', nl: 'nl_NL' } as const),
  ...({ pl: 'pl_PL', pt: 'pt_PT', sv: 'sv_SE' } as const),
};
type MollieLocale = (typeof MOLLIE)[keyof typeof MOLLIE];

interface Placed {
  /** `/orders/<token>`, or `/de/orders/<token>`. */
  returnUrl: string;
}

/** The language in which an order was placed. */
function languageOf({ returnUrl }: Placed): string {
  const language = returnUrl.slice(1, 3);
  return returnUrl.startsWith('/', 3) && isOtherLanguage(language) ? language : ownLanguage();
}

/** In which language Stripe's page is asked for: what it does not speak is left to the shopper's browser. */
export const stripeLocale = (placed: Placed): string =>
  STRIPE.includes(languageOf(placed)) ? languageOf(placed) : 'auto';

/** Likewise Mollie's; undefined leaves it to the browser. */
export const mollieLocale = (placed: Placed): MollieLocale | undefined =>
  (MOLLIE as Readonly<Record<string, MollieLocale | undefined>>)[languageOf(placed)];
