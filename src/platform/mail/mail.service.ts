import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentLanguage } from '../language/current-language.js';
import { OutboxService } from '../outbox/outbox.service.js';
import type { MessageValues } from '../views/messages.js';

/** A mail to be written and sent by the worker. Nothing in its headers comes from a shopper but the checked address. */
export interface Mail {
  to: string;
  /** Who gets an answer, when it is not the shop: an address in its normal form (`emailAddress`), never as typed. */
  replyTo?: string;
  /** `views/mail/<template>.hbs` and its twin `<template>.txt.hbs`. */
  template: string;
  subjectKey: string;
  subjectValues: MessageValues;
  /** What the templates show; must survive JSON. They also get `shopUrl`. */
  model: object;
}

/** As it waits. `language`: null, or nothing in mails of an older release, for the shop's own. */
export interface WaitingMail extends Mail {
  language?: string | null;
}

@Injectable()
export class MailService {
  constructor(private readonly outbox: OutboxService) {}

  /**
   * Promises the mail, in the current language, within the transaction `tx`. `key` names it for ever: the same key is sent once.
   */
  send(tx: EntityManager, key: string, mail: Mail): Promise<void> {
    return this.outbox.add(tx, 'mail', `mail:${key}`, {
      ...mail,
      language: currentLanguage(),
    } satisfies WaitingMail);
  }
}
