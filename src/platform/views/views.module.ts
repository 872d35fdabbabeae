import { Global, Module } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Formatters } from './formatters.js';
import { Messages } from './messages.js';
import { Views } from './views.js';

/** English is the one language of now; a second one is a second folder under views/messages. */
const LANGUAGE = 'en';

const providers = [
  { provide: Messages, useFactory: () => new Messages(LANGUAGE) },
  {
    provide: Formatters,
    inject: [ENV],
    useFactory: (env: Env) => new Formatters('en-US', env.CURRENCY, env.SHOP_TIME_ZONE),
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
