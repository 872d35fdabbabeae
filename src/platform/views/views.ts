import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';
import { PROJECT_ROOT } from '../config/paths.js';
import { addMilliseconds } from '../request/request-stats.js';
import type { Messages } from './messages.js';

const VIEWS = join(PROJECT_ROOT, 'views');

interface ViewOptions {
  /** Templates are read again for each page: for development. */
  reload: boolean;
}

type Template = Handlebars.TemplateDelegate;

/**
 * The template engine: every `.hbs` below `views/` is compiled once at start; those in a `partials` folder are partials
 * under their path (`partials/price` is `{{> price}}`, `cart/partials/line` is `{{> cart/line}}`).
 * Templates know two helpers, `{{t "key" name=value}}` for a sentence and `{{json value}}` for data read by scripts.
 */
export class Views {
  private pages = new Map<string, Template>();
  private readonly handlebars = Handlebars.create();

  constructor(
    private readonly messages: Messages,
    private readonly options: ViewOptions,
  ) {
    this.handlebars.registerHelper('t', (key: string, settings: Handlebars.HelperOptions) =>
      messages.t(key, settings.hash as Record<string, string>),
    );
    this.handlebars.registerHelper('json', (value: unknown) => new Handlebars.SafeString(scriptJson(value)));
    this.load();
  }

  /** HTML of `views/<view>.hbs`, placed as `body` into `views/layouts/<layout>.hbs` unless `layout` is null. */
  render(view: string, model: object, layout: string | null = 'shop'): string {
    const started = performance.now();
    if (this.options.reload) this.load();
    const body = this.page(view)(model);
    const html = layout
      ? this.page(`layouts/${layout}`)({ ...model, body: new Handlebars.SafeString(body) })
      : body;
    addMilliseconds('render', performance.now() - started);
    return html;
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
        knownHelpers: { t: true, json: true },
        knownHelpersOnly: true,
        noEscape: name.endsWith('.txt'),
        preventIndent: !name.endsWith('.txt'),
      });
    const files = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' });
    const pages = new Map<string, Template>();
    for (const file of files.filter((name) => name.endsWith('.hbs'))) {
      const name = relative(VIEWS, join(VIEWS, file))
        .replaceAll('\\', '/')
        .replace(/\.hbs$/, '');
      const template = compile(readFileSync(join(VIEWS, file), 'utf8'), name);
      if (/(^|\/)partials\//.test(name))
        this.handlebars.registerPartial(name.replace(/(^|\/)partials\//, '$1'), template);
      else pages.set(name, template);
    }
    this.pages = pages;
  }
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
