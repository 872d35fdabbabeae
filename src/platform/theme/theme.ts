import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../config/paths.js';
import { themeSchema, type ThemeFile } from './theme-schema.js';

export const DEFAULT_THEME = 'larch-and-lantern';

/** A theme: its file, and the folder with what goes with it (`theme.css`, `messages/`, `public/images/`, `views/`; each may be missing). */
export interface Theme extends ThemeFile {
  folder: string;
}

/** Folder of a theme by its name in `themes/`, or by its own whole path. */
const folderOf = (name: string): string => (isAbsolute(name) ? name : join(PROJECT_ROOT, 'themes', name));

/** Those that come with the shop, and that of this process when it is another one. */
export const themeNames = (): string[] => {
  const ours = readdirSync(join(PROJECT_ROOT, 'themes')).filter(isTheme);
  const chosen = process.env['THEME'];
  return chosen ? [...new Set([...ours, chosen])] : ours;
};

export const isTheme = (name: string): boolean => existsSync(join(folderOf(name), 'theme.json'));

/** Errors: says which line of which theme is wrong, and what was expected. */
export function loadTheme(name: string): Theme {
  const folder = folderOf(name);
  const file = join(folder, 'theme.json');
  const result = themeSchema.safeParse(readJson(file));
  if (!result.success) throw new Error(`${file}:\n${z.prettifyError(result.error)}`);
  return { ...result.data, folder };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

let active: Theme | undefined;

/** That of this process (`THEME`), read when first asked for: like its files, it is the same for its whole life. */
export const activeTheme = (): Theme => (active ??= loadTheme(process.env['THEME'] || DEFAULT_THEME));
