import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENV, type Env } from '../config/env.js';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';
import { DATABASE_LIMITS, type DatabaseLimits, VISITORS_WAIT } from './limits.js';
import { Replicas } from './replicas/replicas.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENV, { token: DATABASE_LIMITS, optional: true }],
      useFactory: async (env: Env, limits?: DatabaseLimits) => ({
        ...(await dataSourceOptions(env, limits)),
        autoLoadEntities: true,
      }),
    }),
  ],
  providers: [
    {
      provide: Replicas,
      inject: [ENV],
      useFactory: (env: Env) => (env.DATABASE_REPLICA_URLS ? new Replicas(env) : null),
    },
    Database,
  ],
  exports: [Database, Replicas],
})
export class DatabaseModule {}

/** For a process in which visitors wait. */
@Global()
@Module({
  providers: [{ provide: DATABASE_LIMITS, useValue: VISITORS_WAIT }],
  exports: [DATABASE_LIMITS],
})
export class VisitorsWaitModule {}
