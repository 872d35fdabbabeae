import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { readTexts } from '../../src/platform/views/catalogue.js';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x3D': '=' };
const decoded = (text: string): string =>
  text.replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);

/** What a page says: its texts between tags, and those that are read out or shown from attributes. */
export function shownTexts(html: string): string[] {
  const [, body = html] = /<body[^>]*>([\s\S]*)<\/body>/.exec(html) ?? [];
  const plain = body.replace(/<(script|style|svg)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '');
  const attributes = plain.matchAll(/ (?:aria-label|placeholder|title|alt|data-[a-z-]+)="([^"]*)"/g);
  const between = plain.replace(/<[^>]*>/g, '\n').split('\n');
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
  return [title, ...between, ...Array.from(attributes, ([, text]) => text!)]
    .map((text) => decoded(text).replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A sentence with its values as anything; null for one that would be found everywhere, or counts. */
function patternOf(text: string): RegExp | null {
  if (/\{\w+,/.test(text)) return null;
  const parts = text.split(/\{\w+\}/);
  const words = parts.join(' ').match(/\p{L}{2,}/gu) ?? [];
  const isWhole = parts.length === 1;
  return isWhole || words.length >= 2 ? new RegExp(`^${parts.map(escaped).join('.*')}$`) : null;
}

/** Finds sentences of the shop's own language among texts that should be in another one. */
export function ownSentences(language: string): (texts: readonly string[]) => string[] {
  const folder = (one: string) => join(PROJECT_ROOT, 'views', 'messages', one);
  const [own, translated] = [readTexts(folder('en')), readTexts(folder(language))];
  const meant = new Set(translated.values());
  const patterns = [...own].flatMap(([key, text]) => {
    const pattern = translated.get(key) === text || meant.has(text) ? null : patternOf(text);
    return pattern ? [{ key, pattern }] : [];
  });
  return (texts) =>
    texts.flatMap((text) => {
      const found = meant.has(text) ? undefined : patterns.find(({ pattern }) => pattern.test(text));
      return found ? [`${found.key}: ${text}`] : [];
    });
}

const LINK = /<(\w+)\b[^>]*? (href|action|formaction)="(\/[^"]*)"[^>]*>/g;
const FILE = /^\/(css|js|fonts|images|media)\//;

/** Links of a page that lead out of the folder of its language, `/de`; those that say so by `hreflang` left out. */
export const linksOut = (html: string, folder: string): string[] =>
  Array.from(html.matchAll(LINK), ([tag, , , address]) => [tag, address!] as const)
    .filter(([tag, address]) => !tag.includes(' hreflang=') && !FILE.test(address))
    .map(([, address]) => address)
    .filter((address) => !address.startsWith(`${folder}/`));
