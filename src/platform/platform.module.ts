import { Module } from '@nestjs/common';
import { CacheModule } from './cache/cache.module.js';
import { ClockModule } from './clock/clock.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ImagesModule } from './images/images.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MailModule } from './mail/mail.module.js';
import { OutboxModule } from './outbox/outbox.module.js';
import { RedisModule } from './redis/redis.module.js';
import { ValuesModule } from './values/values.module.js';
import { ViewsModule } from './views/views.module.js';

const modules = [
  ConfigModule,
  ClockModule,
  LoggingModule,
  DatabaseModule,
  RedisModule,
  ValuesModule,
  CacheModule,
  ViewsModule,
  ImagesModule,
  OutboxModule,
  MailModule,
];

/** The ground floor: settings, time, logging, MySQL, Redis, cache, templates, pictures, outbox, mail. No rule of the shop lives here. */
@Module({ imports: modules, exports: modules })
export class PlatformModule {}
