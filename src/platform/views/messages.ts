import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import { ByLanguage } from '../language/by-language.js';
import { activeTheme, type Theme } from '../theme/theme.js';
import { Catalogue, type MessageValues, readTexts } from './catalogue.js';

export type { MessageValues } from './catalogue.js';

/**
 * Every sentence a shopper reads: `views/messages/<language>/<area>.json`, ICU message syntax.
 * `t('cart.lines', { count: 2 })` answers the text in the current language; one that is missing there is answered in the shop's own, and a
 * key that is not there either as itself, so that a missing sentence shows on the page and never breaks it. A theme may say it in its
 * own words: `messages/<language>/<area>.json` in its folder.
 */
export class Messages {
  private readonly catalogues: ByLanguage<Catalogue>;

  /** `own`: the shop's own language. */
  constructor(
    own: string,
    private readonly theme: Pick<Theme, 'folder'> = activeTheme(),
  ) {
    const [ours, theirs] = this.textsOf(own);
    const ofOwn = new Catalogue(own, new Map([...ours, ...theirs]));
    this.catalogues = new ByLanguage((language) =>
      language === null ? ofOwn : this.translated(language, ours, theirs),
    );
  }

  /** The current one. */
  get language(): string {
    return this.catalogues.now.language;
  }

  readonly t = (key: string, values?: MessageValues): string => this.catalogues.now.text(key, values);

  has(key: string): boolean {
    return this.catalogues.now.has(key);
  }

  private textsOf(language: string): [ours: Map<string, string>, theirs: Map<string, string>] {
    const ours = join(PROJECT_ROOT, 'views', 'messages', language);
    return [readTexts(ours), readTexts(join(this.theme.folder, 'messages', language))];
  }

  /** What a theme says in its own words it says in those also where it has no translation: the name of a shop is not that of ours. */
  private translated(
    language: string,
    own: ReadonlyMap<string, string>,
    ownOfTheme: ReadonlyMap<string, string>,
  ): Catalogue {
    const [ours, theirs] = this.textsOf(language);
    return new Catalogue(language, new Map([...own, ...ours, ...ownOfTheme, ...theirs]));
  }
}
