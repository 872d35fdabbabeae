import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENV, type Env } from '../config/env.js';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';
import { Replicas } from './replicas/replicas.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENV],
      useFactory: async (env: Env) => ({ ...(await dataSourceOptions(env)), autoLoadEntities: true }),
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
