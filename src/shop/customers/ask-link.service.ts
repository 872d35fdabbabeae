import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentLanguage } from '../../platform/language/current-language.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { LinkPurpose } from './customer-link.js';
import type { CustomerEpoch } from './customer.repository.js';

/** Topic of the outbox. */
export const LINK_TOPIC = 'account-link';

/** A link that somebody asked for. Whether an account has this address is looked up by the worker, and told to nobody else. */
export interface WantedLink {
  purpose: LinkPurpose;
  /** Normal form. */
  email: string;
  /**
   * Of a link to an address that is not the account's yet: whose it is to be. Who changes the password or signs out all others
   * before the link is made ends the wish, as that raises the epoch.
   */
  of?: CustomerEpoch;
  /** In which it was asked for; null for the shop's own. */
  language: string | null;
}

/** The web's half of a mailed link: a wish. Token and mail are made by the worker (`SendLinksService`), so no token lies in the outbox. */
@Injectable()
export class AskLinkService {
  constructor(private readonly outbox: OutboxService) {}

  /** Promised within `tx`, in the current language. */
  ask(tx: EntityManager, purpose: LinkPurpose, email: string, of?: CustomerEpoch): Promise<void> {
    const wanted: WantedLink = { purpose, email, of, language: currentLanguage() };
    return this.outbox.add(tx, LINK_TOPIC, `${LINK_TOPIC}:${randomKey()}`, wanted);
  }
}
