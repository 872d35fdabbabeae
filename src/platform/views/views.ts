import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { PROJECT_ROOT } from '../config/paths.js';
import { type PlaceName, sizedPicture } from '../images/sized-picture.js';
import { currentLanguage } from '../language/current-language.js';
import { addMilliseconds } from '../request/request-stats.js';
import { activeTheme, type Theme } from '../theme/theme.js';
import { linksInside } from './language-links.js';
import type { Messages } from './messages.js';

const VIEWS = join(PROJECT_ROOT, 'views');

interface ViewOptions {
  /** Templates are read again for each page: for development. */
  reload: boolean;
  /** That of the process when left out. */
  theme?: Theme;
}

type Template = Handlebars.TemplateDelegate;

/**
 * The template engine: every `.hbs` below `views/` is compiled once at start; those in a `partials` folder are partials
 * under their path (`partials/price` is `{{> price}}`, `cart/partials/line` is `{{> cart/line}}`).
 * Templates know four helpers, `{{t "key" name=value}}` for a sentence, `{{json value}}` for data read by scripts and `(sized src place)`
 * for what the partial `picture` shows, `(only name=value)` for a partial that needs nothing else (values that are added to a context have all of it
 * copied, which is a fifth of the time of a list), and the theme as `@theme`. A template of the same name in the theme's own `views/` takes the place of ours.
 */
export class Views {
  private pages = new Map<string, Template>();
  private readonly handlebars = Handlebars.create();
  private readonly data: { theme: Theme };
  private readonly folders: string[];

  constructor(
    private readonly messages: Messages,
    private readonly options: ViewOptions,
  ) {
    const { theme = activeTheme() } = options;
    this.data = { theme };
    this.folders = [VIEWS, join(theme.folder, 'views')].filter((folder) => existsSync(folder));
    this.handlebars.registerHelper('t', (key: string, settings: Handlebars.HelperOptions) =>
      messages.t(key, settings.hash as Record<string, string>),
    );
    this.handlebars.registerHelper('json', (value: unknown) => new Handlebars.SafeString(scriptJson(value)));
    this.handlebars.registerHelper('only', ({ hash }: Handlebars.HelperOptions) => hash as object);
    this.handlebars.registerHelper('sized', (src: string, place: PlaceName) => sizedPicture(src, place));
    this.load();
  }

  /**
   * HTML of `views/<view>.hbs`, placed as `body` into `views/layouts/<layout>.hbs` unless `layout` is null. Templates and models name pages
   * without a language; links are written into the current one here.
   */
  render(view: string, model: object, layout: string | null = 'shop'): string {
    const started = performance.now();
    if (this.options.reload) this.load();
    const { data } = this;
    const body = this.page(view)(model, { data });
    const html = layout
      ? this.page(`layouts/${layout}`)({ ...model, body: new Handlebars.SafeString(body) }, { data })
      : body;
    const language = currentLanguage();
    const inside = language === null || view.endsWith('.txt') ? html : linksInside(html, language);
    addMilliseconds('render', performance.now() - started);
    return inside;
  }

  /** The language of the pages, for `<html lang>`. */
  get language(): string {
    return this.messages.language;
  }

  private page(name: string): Template {
    const template = this.pages.get(name);
    if (!template) throw new Error(`there is no template views/${name}.hbs`);
    return template;
  }

  private load(): void {
    // `*.txt.hbs` are the plain-text twins of mails: nothing to escape, an entity would be read as it stands.
    // In HTML a partial is not indented like the line that names it: that would also indent what people typed.
    const compile = (source: string, name: string) =>
      this.handlebars.compile(source, {
        knownHelpers: { t: true, json: true, sized: true, only: true },
        knownHelpersOnly: true,
        noEscape: name.endsWith('.txt'),
        preventIndent: !name.endsWith('.txt'),
      });
    const pages = new Map<string, Template>();
    for (const [name, file] of this.files()) {
      const template = compile(readFileSync(file, 'utf8'), name);
      if (/(^|\/)partials\//.test(name))
        this.handlebars.registerPartial(name.replace(/(^|\/)partials\//, '$1'), template);
      else pages.set(name, template);
    }
    this.pages = pages;
  }

  /** Each template by its name, `cart/partials/line`: the theme's own instead of ours. */
  private files(): Map<string, string> {
    const filesOf = (folder: string) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.hbs'))
        .map((file): [string, string] => [
          file.replaceAll('\\', '/').replace(/\.hbs$/, ''),
          join(folder, file),
        ]);
    return new Map(this.folders.flatMap(filesOf));
  }
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
