import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENV, type Env } from '../config/env.js';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENV],
      useFactory: async (env: Env) => ({ ...(await dataSourceOptions(env)), autoLoadEntities: true }),
    }),
  ],
  providers: [Database],
  exports: [Database],
})
export class DatabaseModule {}
