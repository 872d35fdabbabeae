import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../config/paths.js';
import { Messages } from '../views/messages.js';
import { Views } from '../views/views.js';
import { DEFAULT_THEME, isTheme, loadTheme, themeNames } from './theme.js';

const filesBelow = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];

describe.each(themeNames())('the theme %s', (name) => {
  const theme = loadTheme(name);

  it('has its fonts and pictures', () => {
    const { text, display = text } = theme.fonts;
    const fonts = [text, display].map(({ file }) => join(PROJECT_ROOT, 'node_modules', file));
    // Those of the demo shop are drawn by the build.
    const own = Object.values(theme.pictures)
      .flatMap((picture) => (typeof picture === 'string' ? [picture] : [picture.src]))
      .filter((path) => !path.startsWith('/images/demo/'));
    const files = [...fonts, ...own.map((path) => join(theme.folder, 'public', path))];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('takes the place of templates and sentences that are there', () => {
    const templates = filesBelow(join(theme.folder, 'views')).filter((file) => file.endsWith('.hbs'));
    expect(templates.filter((file) => !existsSync(join(PROJECT_ROOT, 'views', file)))).toEqual([]);
    const messages = new Messages('en', theme);
    const keys = JSON.stringify(theme.home).match(/(?<=")home\.\w+(?=")/g) ?? [];
    expect(keys.filter((key) => !messages.has(key))).toEqual([]);
    const guides = Object.keys(theme.sizeGuides).map((guide) => `content/en/size-guide-${guide}.md`);
    const folders = [PROJECT_ROOT, theme.folder];
    expect(guides.filter((file) => !folders.some((folder) => existsSync(join(folder, file))))).toEqual([]);
  });
});

describe('a theme of a folder of its own', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcart-theme-'));
    cpSync(join(PROJECT_ROOT, 'themes', DEFAULT_THEME), folder, { recursive: true });
    cpSync(join(PROJECT_ROOT, 'themes', 'studio'), folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, 'theme.json');
  const read = () => JSON.parse(readFileSync(file(), 'utf8')) as ReturnType<typeof loadTheme>;

  it('is found by its whole path, and speaks with its own words and templates', () => {
    expect(isTheme(folder)).toBe(true);
    const theme = loadTheme(folder);
    const messages = new Messages('en', theme);
    expect(messages.t('common.shop_name')).toBe('Studio');
    expect(messages.t('common.cart')).toBe('Cart');
    const section = { collections: { id: 'c', title: 'Parts', tiles: [{ title: 'Cables', href: '/c' }] } };
    const views = new Views(messages, { reload: false, theme });
    expect(views.render('home/show', { sections: [section] }, null)).toContain('index__row');
    const ours = new Views(messages, { reload: false, theme: loadTheme(DEFAULT_THEME) });
    expect(ours.render('home/show', { sections: [section] }, null)).toContain('class="tile"');
  });

  it('is refused with the place and what was expected', () => {
    const theme = read();
    const wrong = {
      ...theme,
      colours: { ...theme.colours, light: { ...theme.colours.light, paper: 'white', papr: '#ffffff' } },
      home: [{ section: 'carousel' }],
    };
    writeFileSync(file(), JSON.stringify(wrong));
    const refusal = (): string => {
      try {
        loadTheme(folder);
        return 'not refused';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusal()).toContain('theme.json');
    expect(refusal()).toContain('expected a colour such as #1d2722');
    expect(refusal()).toContain('colours.light.paper');
    expect(refusal()).toContain('papr');
    expect(refusal()).toContain('home[0]');
    writeFileSync(file(), '{');
    expect(refusal()).toContain('theme.json: ');
  });

  it('that is not there is not one', () => {
    expect(isTheme('no-such-theme')).toBe(false);
    expect(isTheme(join(folder, 'views'))).toBe(false);
  });
});
