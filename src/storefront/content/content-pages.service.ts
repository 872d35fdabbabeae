import { Injectable } from '@nestjs/common';
import { Content, type ContentText } from '../../platform/content/content.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { ByLanguage } from '../../platform/language/by-language.js';
import { locales, ownLanguage } from '../../platform/language/locales.js';
import { inLanguage } from '../../platform/language/current-language.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { placesIn } from '../../platform/content/places.js';
import { CONTENT_PLACES, ContentFacts, FIXED_PLACES } from './content-facts.service.js';
import { type CONTENT_PAGES, contentHandles, TERMS } from './content-page.view.js';
import type { Prices } from '../prices/visitor-prices.service.js';

export interface ContentPage {
  title: string;
  lead: string;
  html: string;
  updated: string;
}

/** The pages of `content/` in the current language, read once at the start; a text that has no translation is that of the shop's own. */
@Injectable()
export class ContentPages {
  private readonly content = new ByLanguage(
    (language) => new Content(language ?? ownLanguage(), CONTENT_PLACES),
  );

  /** Errors: says which text is missing or wrong; then nothing starts. */
  constructor(
    private readonly facts: ContentFacts,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {
    for (const language of locales()) inLanguage(language, () => this.check());
  }

  private check(): void {
    for (const handle of [...contentHandles('pages'), ...contentHandles('policies')]) this.text(handle);
    const fixed: readonly string[] = FIXED_PLACES;
    const moving = placesIn(this.text(TERMS).body).find(({ name }) => !fixed.includes(name));
    if (moving)
      throw new Error(`${TERMS}.md: {{${moving.name}}} changes by itself; terms are what was agreed`);
  }

  /** Errors: NotFoundError for what is not in that folder. */
  async page(folder: keyof typeof CONTENT_PAGES, handle: string, prices: Prices): Promise<ContentPage> {
    if (!contentHandles(folder).includes(handle)) throw new NotFoundError('errors.not_found');
    return this.shown(this.text(handle), await this.facts.all(prices));
  }

  /** The terms of now, as an order remembers them. */
  terms(): { version: string; title: string; html: string; updated: string } {
    const text = this.text(TERMS);
    const { title, updated, version } = text;
    return { version, title, updated, html: this.content.now.html(text, this.facts.fixed()) };
  }

  private shown(text: ContentText, values: Parameters<Content['html']>[1]): ContentPage {
    const { title, description, updated } = text;
    const day = this.formatters.date(new Date(`${updated}T12:00:00Z`));
    const html = this.content.now.html(text, values);
    return { title, lead: description, html, updated: this.messages.t('pages.updated', { day }) };
  }

  private text(handle: string): ContentText {
    const text = this.content.now.find(handle) ?? inLanguage(null, () => this.content.now.find(handle));
    if (!text) throw new Error(`content/${ownLanguage()}/${handle}.md is missing`);
    return text;
  }
}
