import { picturesOf } from '../catalogue.js';
import { bodyOf, factsOf } from '../products/product.js';
import type { DemoProduct } from '../types.js';
import type { DemoTexts, ProductText } from './demo-texts.js';

/** French has a narrow blank in front of a colon. */
const colonOf = (language: string): string => (language === 'fr' ? '\u00a0: ' : ': ');

/** Languages that begin their nouns with a small letter may begin the whole text so, after a colour and a colon. */
const begun = (text: string, language: string): string =>
  language === 'de' && !/^(Ein|Eine|Einer|Zwei|Drei|Vier|Fünf|Sechs|Zwölf) /.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);

/** What each picture says, in the order of `picturesOf`. */
export function translatedAlts(
  product: DemoProduct,
  { imageAlt }: ProductText,
  { language, words }: DemoTexts,
): string[] {
  return picturesOf(product).map(({ colour }, nth) => {
    const thing =
      colour === '' ? imageAlt : `${words[colour] ?? colour}${colonOf(language)}${begun(imageAlt, language)}`;
    const ending = ['', words['a detail']!, words['shown in scale']!][nth % 3]!;
    return ending === '' ? thing : `${thing}, ${ending}`;
  });
}

/** The description with the translator's paragraphs and facts; the weight is worked out from the English one. */
export function translatedBody(product: DemoProduct, { text, facts }: ProductText, texts: DemoTexts): string {
  const { language, words } = texts;
  const fact = (label: string, value: string) => `${words[label] ?? label}${colonOf(language)}${value}`;
  const { material, size, care, origin, more = [] } = facts;
  return bodyOf(text, [
    fact('Material', material),
    fact('Size', size),
    fact('Weight', translatedWeight(product, texts)),
    fact('Care', care),
    ...more,
    fact('Origin', origin),
  ]);
}

/** `1.3 kg (Small)`: a comma in the number, and the value of the option. */
function translatedWeight(product: DemoProduct, { words }: DemoTexts): string {
  const own = factsOf(product.bodyHtml)
    .find((fact) => fact.startsWith('Weight: '))!
    .slice('Weight: '.length);
  return own
    .replaceAll(/\(([^()]+)\)/g, (_, value: string) => `(${words[value] ?? value})`)
    .replaceAll(/(\d)\.(\d)/g, '$1,$2');
}
