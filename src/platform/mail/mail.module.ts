import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { MailSender } from './mail-sender.js';
import { folderTransport, MAIL_TRANSPORT, smtpTransport, type MailTransport } from './mail-transport.js';
import { MailService } from './mail.service.js';

const transport = {
  provide: MAIL_TRANSPORT,
  inject: [ENV],
  useFactory: (env: Env) => (env.SMTP_URL ? smtpTransport(env.SMTP_URL) : folderTransport(env.MAIL_DIR)),
};

@Global()
@Module({ providers: [MailService, MailSender, transport], exports: [MailService, MailSender] })
export class MailModule implements OnApplicationShutdown {
  constructor(@Inject(MAIL_TRANSPORT) private readonly transport: MailTransport) {}

  onApplicationShutdown(): void {
    this.transport.close();
  }
}
