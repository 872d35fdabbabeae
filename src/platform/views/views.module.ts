import { Global, Module } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { localeTag, ownLanguage } from '../language/locales.js';
import { Formatters } from './formatters.js';
import { Messages } from './messages.js';
import { Views } from './views.js';

const providers = [
  { provide: Messages, useFactory: () => new Messages(ownLanguage()) },
  {
    provide: Formatters,
    inject: [ENV],
    useFactory: (env: Env) => new Formatters(localeTag(ownLanguage()), env.CURRENCY, env.SHOP_TIME_ZONE),
  },
  {
    provide: Views,
    inject: [Messages, ENV],
    useFactory: (messages: Messages, env: Env) => new Views(messages, { reload: env.RELOAD_VIEWS === '1' }),
  },
];

@Global()
@Module({ providers, exports: [Messages, Formatters, Views] })
export class ViewsModule {}
