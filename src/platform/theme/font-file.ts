import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import type { ThemeFont } from './theme-schema.js';
import type { Theme } from './theme.js';

export const fontsOf = ({ fonts }: Pick<Theme, 'fonts'>): ThemeFont[] => [
  fonts.text,
  ...(fonts.display ? [fonts.display] : []),
];

/** Where the file of a font is: in the folder of the theme, or of an npm package. */
export function fontFile({ folder }: Pick<Theme, 'folder'>, { file }: Pick<ThemeFont, 'file'>): string {
  const own = join(folder, file);
  return existsSync(own) ? own : join(PROJECT_ROOT, 'node_modules', file);
}
