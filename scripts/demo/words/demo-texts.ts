import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../src/platform/config/paths.js';

/** What a translator wrote of a product, in the fields of its draft. */
export interface ProductText {
  title: string;
  type: string;
  text: string[];
  facts: { material: string; size: string; care: string; origin: string; more?: string[] };
  imageAlt: string;
  seoTitle?: string;
  seoDescription?: string;
}

/** The demo catalogue in one language. `words` by what they are in English. */
export interface DemoTexts {
  language: string;
  products: Record<string, ProductText>;
  collections: Record<string, { title: string; description: string }>;
  words: Record<string, string>;
}

const FOLDER = join(PROJECT_ROOT, 'scripts', 'demo', 'translations');
const SHARED = new Set(['collections.json', 'words.json']);

/** Into which the demo catalogue is translated, in the order of the alphabet; none where the files are not at hand. */
export const demoLanguages = (): string[] => (existsSync(FOLDER) ? readdirSync(FOLDER).toSorted() : []);

/** Errors: those of the file system and of JSON. */
export function demoTexts(language: string): DemoTexts {
  const folder = join(FOLDER, language);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const areas = readdirSync(folder).filter((file) => !SHARED.has(file));
  return {
    language,
    products: Object.assign({}, ...areas.map(read)) as DemoTexts['products'],
    collections: read('collections.json') as DemoTexts['collections'],
    words: read('words.json') as DemoTexts['words'],
  };
}
