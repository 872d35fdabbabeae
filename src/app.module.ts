import { Module } from '@nestjs/common';
import { HealthModule } from './platform/health/health.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { SessionModule } from './platform/session/session.module.js';

/** Every module of the shop, floor by floor. */
@Module({
  imports: [PlatformModule, SessionModule, HealthModule],
})
export class AppModule {}
