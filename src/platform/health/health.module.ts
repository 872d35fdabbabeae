import { Module } from '@nestjs/common';
import { Dependencies } from './dependencies.js';
import { MigrationWatch } from './migration-watch.js';
import { Readiness } from './readiness.js';

@Module({
  providers: [Dependencies, MigrationWatch, Readiness],
  exports: [Dependencies, MigrationWatch, Readiness],
})
export class HealthModule {}
