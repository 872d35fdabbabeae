import { readJson } from '../../../platform/database/json.js';

/**
 * Texts by language and field, from what `JSON_OBJECTAGG` made of them: `{"de title": ...}`. `fieldOf` says what the field of a name is
 * called here. Undefined where there are none.
 */
export function readTexts<Field extends string>(
  named: unknown,
  fieldOf: (name: string) => Field,
): Record<string, Partial<Record<Field, string>>> | undefined {
  if (named === null) return undefined;
  const texts: Record<string, Partial<Record<Field, string>>> = {};
  for (const [key, text] of Object.entries(readJson<Record<string, string>>(named))) {
    const [language = '', name = ''] = key.split(' ');
    texts[language] ??= {};
    texts[language][fieldOf(name)] = text;
  }
  return texts;
}

/** A column `texts` for `readTexts`, of the rows `t` of `translations` that fulfil the condition. */
export const textsWhere = (condition: string): string =>
  `(SELECT JSON_OBJECTAGG(CONCAT(t.language, ' ', t.name), t.text) FROM translations t WHERE ${condition}) AS texts`;
