import { Global, Module } from '@nestjs/common';
import { CacheChanges } from './cache-changes.js';
import { CacheService } from './cache.service.js';
import { MissedChanges } from './missed-changes.js';

@Global()
@Module({ providers: [MissedChanges, CacheService, CacheChanges], exports: [CacheService, CacheChanges] })
export class CacheModule {}
