import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../config/paths.js';
import { Messages } from './messages.js';

const messages = new Messages('en');

/** Keys written out in templates (`{{t "a.b"}}`) and in code (`t('a.b')`, `messageKey` of an error). */
function usedKeys(): Map<string, string> {
  const folders = ['views', 'src'].map((folder) => join(PROJECT_ROOT, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(hbs|ts)$/.test(file) && !file.endsWith('.spec.ts'))
      .map((file) => join(folder, file)),
  );
  const pattern = /(?:\{\{\{?~?t |\(t |[^\w.]t\(|\.t\(|Error\()["']([a-z]\w*(?:\.\w+)+)["']/g;
  const uses = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map((match): [string, string] => [
      match[1] ?? '',
      file,
    ]),
  );
  return new Map(uses);
}

describe('messages', () => {
  it('answer the key itself when there is no sentence', () => {
    expect(messages.t('nowhere.nothing')).toBe('nowhere.nothing');
  });

  it('have a sentence for every key that templates and code name', () => {
    const missing = [...usedKeys()].filter(([key]) => !messages.has(key));
    expect(missing).toEqual([]);
  });
});
