import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { currentLanguage, inLanguage } from '../language/current-language.js';
import { Formatters } from './formatters.js';
import { Messages } from './messages.js';

const folder = mkdtempSync(join(tmpdir(), 'cloudcart-theme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (language: string, texts: object) => {
  mkdirSync(join(folder, 'messages', language), { recursive: true });
  writeFileSync(join(folder, 'messages', language, 'common.json'), JSON.stringify(texts));
};
write('en', {
  shop_name: 'Tarn',
  line: 'In English.',
  only_here: '{count, plural, one {# kettle} other {# kettles}}',
});
write('de', { line: 'Auf Deutsch.' });
const messages = new Messages('en', { folder });
const german = (key: string, values?: Record<string, number>) =>
  inLanguage('de', () => messages.t(key, values));

it('a sentence is in the current language', () => {
  expect(german('common.line')).toBe('Auf Deutsch.');
  expect(messages.t('common.line')).toBe('In English.');
  expect(inLanguage('de', () => messages.language)).toBe('de');
});

it('what nobody has translated is in the own one; a key that nobody knows is itself', () => {
  expect(german('common.only_here', { count: 2 })).toBe('2 kettles');
  expect(german('common.nothing')).toBe('common.nothing');
});

it('a theme keeps its own words where it has no translation, and none of ours takes their place', () => {
  expect(german('common.shop_name')).toBe('Tarn');
});

it('amounts and days are those of the language, and one is never given for another', () => {
  const us = new Formatters('en-US', 'USD', 'UTC');
  const both = () => `${us.money(123_456)} ${us.calendarDay('2026-11-21')} ${us.in('EUR').money(100)}`;
  const here = both();
  expect(here).toBe('$1,234.56 Sat, Nov 21 €1.00');
  expect(inLanguage('de', both)).toBe('1.234,56\u00a0$ Sa., 21. Nov. 1,00\u00a0€');
  expect(inLanguage('fr', both)).toBe('1\u202f234,56\u00a0$US sam. 21 nov. 1,00\u00a0€');
  expect(both()).toBe(here);
  expect(inLanguage('de', () => us.plainMoney(123_456))).toBe('1234.56');
});

it('what is awaited in a language is in it, and one that the shop does not have is its own', async () => {
  const later = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return currentLanguage();
  };
  const asked = [inLanguage('de', later), later(), inLanguage('fr', later), inLanguage('xx', later)];
  expect(await Promise.all(asked)).toEqual(['de', null, 'fr', null]);
  expect(await inLanguage('de', () => inLanguage(null, later))).toBeNull();
  expect(await inLanguage('de', () => inLanguage('en', later))).toBeNull();
});
