import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentLanguage } from '../../platform/language/current-language.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { LinkPurpose } from './customer-link.js';

/** Topic of the outbox. */
export const LINK_TOPIC = 'account-link';

/** A link that somebody asked for. It names no account: whether there is one is looked up by the worker. */
export interface WantedLink {
  purpose: LinkPurpose;
  /** Normal form. */
  email: string;
  /** In which it was asked for; null for the shop's own. */
  language: string | null;
}

/** The web's half of a mailed link: a wish. Token and mail are made by the worker (`SendLinksService`), so no token lies in the outbox. */
@Injectable()
export class AskLinkService {
  constructor(private readonly outbox: OutboxService) {}

  /** Promised within `tx`, in the current language. */
  ask(tx: EntityManager, purpose: LinkPurpose, email: string): Promise<void> {
    const wanted: WantedLink = { purpose, email, language: currentLanguage() };
    return this.outbox.add(tx, LINK_TOPIC, `${LINK_TOPIC}:${randomKey()}`, wanted);
  }
}
