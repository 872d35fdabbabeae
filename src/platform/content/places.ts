/** What is written for each place of a text: a text, or a list of them. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

const PLACE = /\{\{\s*([\w-]*)\s*\}\}/g;

/** Each `{{name}}` with the line on which it stands, counted from 1. */
export const placesIn = (source: string): { name: string; line: number }[] =>
  source
    .split('\n')
    .flatMap((text, i) => Array.from(text.matchAll(PLACE), ([, name]) => ({ name: name!, line: i + 1 })));

/** Markdown with its places filled; of a list each text is a point. Errors: Error for a place without a value. */
export const fillPlaces = (body: string, values: Values): string =>
  body.replace(PLACE, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing was given for {{${name}}}`);
    return typeof value === 'string' ? plain(value) : value.map((one) => `- ${plain(one)}`).join('\n');
  });

/** Any sign of ASCII that is no letter or digit may stand behind a backslash for itself. Source: CommonMark 0.31, 2.4 */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`);
