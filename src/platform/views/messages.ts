import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { PROJECT_ROOT } from '../config/paths.js';
import { activeTheme, type Theme } from '../theme/theme.js';

export type MessageValues = Readonly<Record<string, string | number>>;

const MOST_SENTENCES = 5000;

interface MessageTree {
  [key: string]: string | MessageTree;
}

/** Flattens `{ cart: { empty: "..." } }` to `cart.empty`. */
function* flatten(tree: MessageTree, prefix: string): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    const name = `${prefix}.${key}`;
    if (typeof value === 'string') yield [name, value];
    else yield* flatten(value, name);
  }
}

/** Empty when there is no such folder. */
function readCatalogue(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const entries = files.flatMap((file) => [
    ...flatten(
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as MessageTree,
      file.replace('.json', ''),
    ),
  ]);
  return new Map(entries);
}

/**
 * Every sentence a shopper reads, of one language: `views/messages/<language>/<area>.json`, ICU message syntax.
 * `t('cart.lines', { count: 2 })` answers the text; a key that is not there is answered as itself, so that a missing
 * sentence shows on the page and never breaks it. A theme may say it in its own words: `messages/<language>/<area>.json` in its folder.
 */
export class Messages {
  private readonly texts: Map<string, string>;
  private readonly compiled = new Map<string, IntlMessageFormat>();
  private readonly sentences = new Map<string, string>();

  constructor(
    readonly language: string,
    theme: Pick<Theme, 'folder'> = activeTheme(),
  ) {
    const ours = readCatalogue(join(PROJECT_ROOT, 'views', 'messages', language));
    this.texts = new Map([...ours, ...readCatalogue(join(theme.folder, 'messages', language))]);
  }

  readonly t = (key: string, values?: MessageValues): string => {
    const text = this.texts.get(key);
    if (text === undefined) return key;
    if (!text.includes('{') && !text.includes("'")) return text;
    if (values && Object.values(values).every((value) => typeof value === 'number'))
      return this.counted(key, text, values);
    return String(this.format(key, text).format(values));
  };

  has(key: string): boolean {
    return this.texts.has(key);
  }

  /** Sentences with numbers only ("3 products") come again and again, and choosing the plural form is slow. */
  private counted(key: string, text: string, values: MessageValues): string {
    const name = `${key} ${JSON.stringify(values)}`;
    const known = this.sentences.get(name);
    if (known !== undefined) return known;
    if (this.sentences.size >= MOST_SENTENCES) this.sentences.clear();
    const sentence = String(this.format(key, text).format(values));
    this.sentences.set(name, sentence);
    return sentence;
  }

  private format(key: string, text: string): IntlMessageFormat {
    const known = this.compiled.get(key);
    if (known) return known;
    const format = new IntlMessageFormat(text, this.language, undefined, { ignoreTag: true });
    this.compiled.set(key, format);
    return format;
  }
}
