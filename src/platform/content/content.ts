import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import { activeTheme, type Theme } from '../theme/theme.js';
import { renderMarkdown } from './markdown.js';
import { fillPlaces, placesIn, type Values } from './places.js';

/** A text of `content/<language>/<handle>.md`. */
export interface ContentText {
  handle: string;
  title: string;
  description: string;
  /** Day of the last change, `2026-11-27`. */
  updated: string;
  /** Markdown with `{{places}}`. */
  body: string;
  /** Of title and body as they stand in the file, 64 hexadecimal digits: another text is another version. */
  version: string;
}

const FIELDS = ['title', 'description', 'updated'] as const;
const FRONT = /^---\n([\s\S]*?)\n---\n/;

/**
 * The longer texts of the shop in one language, one Markdown file each: `content/<language>/<handle>.md`, or the file of the same
 * name in the theme's folder, which takes its place.
 * Errors: at once, with file and line, for a heading field that is missing or unknown and for a place that `places` does not name.
 */
export class Content {
  private readonly texts: Map<string, ContentText>;

  constructor(language: string, places: readonly string[], theme: Pick<Theme, 'folder'> = activeTheme()) {
    const files = [PROJECT_ROOT, theme.folder].flatMap((folder) =>
      filesIn(join(folder, 'content', language)),
    );
    this.texts = new Map(
      [...new Map(files)].map(([handle, file]) => [handle, readText(handle, file, places)]),
    );
  }

  find(handle: string): ContentText | null {
    return this.texts.get(handle) ?? null;
  }

  /** HTML of a text with its places filled. `values`: plain texts, or lists of them; nothing in them is read as Markdown. */
  html({ body }: Pick<ContentText, 'body'>, values: Values): string {
    return renderMarkdown(fillPlaces(body, values));
  }
}

function filesIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return names.map((name) => [name.slice(0, -'.md'.length), join(folder, name)]);
}

function readText(handle: string, file: string, places: readonly string[]): ContentText {
  const source = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const front = FRONT.exec(source);
  if (!front) throw new Error(`${file}:1: expected ---, then title, description and updated, then ---`);
  const fields = readFields(file, front[1]!);
  const body = source.slice(front[0].length).trim();
  for (const { name, line } of placesIn(source))
    if (!places.includes(name))
      throw new Error(`${file}:${line}: there is nothing for {{${name}}}; there is ${places.join(', ')}`);
  const version = createHash('sha256').update(`${fields.title}\n\n${body}`).digest('hex');
  return { handle, ...fields, body, version };
}

function readFields(file: string, text: string): Record<(typeof FIELDS)[number], string> {
  const lines = text.split('\n').map((line, i) => {
    const [, name = '', value = ''] = /^(\w+):\s*(\S.*)$/.exec(line) ?? [];
    const isKnown = FIELDS.some((field) => field === name) && !/\{\{/.test(value);
    if (!isKnown)
      throw new Error(`${file}:${i + 2}: expected one of ${FIELDS.join(', ')}, such as "title: About us"`);
    return [name, value.trim()] as const;
  });
  const fields = Object.fromEntries(lines) as Record<(typeof FIELDS)[number], string>;
  for (const name of FIELDS) if (!fields[name]) throw new Error(`${file}:1: ${name} is missing`);
  if (!/^\d{4}-\d\d-\d\d$/.test(fields.updated))
    throw new Error(`${file}:1: updated is "${fields.updated}"; expected a day such as 2026-11-27`);
  return fields;
}
