import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Express, Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { exampleMails, type ExampleMail } from './example-mails.js';

const PATH = '/dev/mails';

/** Every mail as it would be sent, at `/dev/mails`. In production the addresses do not exist. */
@Injectable()
export class MailPreview implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly views: Views,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    // Commands have the pages without a web server.
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | null;
    if (this.env.NODE_ENV === 'production' || !adapter) return;
    const server = adapter.getInstance<Express>();
    server.get(PATH, (_request, response) => this.list(response));
    server.get(`${PATH}/:name`, (request, response, next) => this.one(request, response, next));
  }

  private async list(response: Response): Promise<void> {
    const mails = (await this.mails()).map((mail) => ({
      subject: this.subject(mail),
      html: `${PATH}/${mail.name}`,
      text: `${PATH}/${mail.name}.txt`,
      name: mail.name,
    }));
    send(response, 'html', this.views.render('dev/mails', { mails, language: this.views.language }, null));
  }

  private async one(request: Request, response: Response, next: () => void): Promise<void> {
    const [, name, isText] = /^(.*?)(\.txt)?$/.exec(String(request.params['name'])) ?? [];
    const mail = (await this.mails()).find((one) => one.name === name);
    if (!mail) return next();
    const model = { ...mail.model, shopUrl: '', subject: this.subject(mail), language: this.views.language };
    const view = `mail/${mail.template}${isText ?? ''}`;
    send(response, isText ? 'text' : 'html', this.views.render(view, model, null));
  }

  private mails(): Promise<ExampleMail[]> {
    return exampleMails(this.messages, this.formatters);
  }

  private subject({ subjectKey, subjectValues }: ExampleMail): string {
    return this.messages.t(subjectKey, subjectValues);
  }
}

/** Mails carry their styles in their tags, which pages of the shop must not. */
function send(response: Response, type: 'html' | 'text', body: string): void {
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  response.setHeader('Cache-Control', 'no-store');
  response.type(type === 'html' ? 'text/html' : 'text/plain').send(body);
}
