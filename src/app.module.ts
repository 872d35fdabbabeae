import { Module } from '@nestjs/common';
import { HealthModule } from './platform/health/health.module.js';
import { PlatformModule } from './platform/platform.module.js';

/** Every module of the shop, floor by floor. */
@Module({
  imports: [PlatformModule, HealthModule],
})
export class AppModule {}
