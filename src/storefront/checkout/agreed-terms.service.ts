import { Injectable } from '@nestjs/common';
import { TermsService } from '../../shop/terms/terms.service.js';
import { ContentPages } from '../content/content-pages.service.js';

/**
 * The terms that stand beside the last button. The page carries their version, and the order takes it from the page: while two
 * releases run side by side, what counts is what the shopper saw, not what the instance that answers would have shown.
 */
@Injectable()
export class AgreedTerms {
  constructor(
    private readonly texts: ContentPages,
    private readonly terms: TermsService,
  ) {}

  /** Version of the terms of now, kept from this moment on. */
  async shown(): Promise<string> {
    const { updated: changedOn, ...terms } = this.texts.terms();
    await this.terms.remember({ ...terms, changedOn });
    return terms.version;
  }

  /** What a form says was shown; null for a page of before there were versions, and for what this shop has never shown. */
  async agreed(version: string | undefined): Promise<string | null> {
    return version !== undefined && (await this.terms.isKnown(version)) ? version : null;
  }
}
