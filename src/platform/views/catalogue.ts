import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';

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

/** All texts of a folder of `<area>.json` by their keys; empty when there is no such folder. */
export function readTexts(folder: string): Map<string, string> {
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

/** The sentences of one language, in ICU message syntax. */
export class Catalogue {
  private readonly compiled = new Map<string, IntlMessageFormat>();
  private readonly sentences = new Map<string, string>();

  constructor(
    readonly language: string,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  has(key: string): boolean {
    return this.texts.has(key);
  }

  text(key: string, values?: MessageValues): string {
    const text = this.texts.get(key);
    if (text === undefined) return key;
    if (!text.includes('{') && !text.includes("'")) return text;
    if (values && Object.values(values).every((value) => typeof value === 'number'))
      return this.counted(key, text, values);
    return String(this.format(key, text).format(values));
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
