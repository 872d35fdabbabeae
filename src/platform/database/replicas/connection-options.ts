import type { ConnectionOptions } from 'mysql2/promise';
import { driverUrl } from '../data-source.js';

/** Values come back as they do from the writer (`data-source.ts`), whose pool is TypeORM's. */
export const connectionOptions = (url: string): ConnectionOptions => ({
  uri: driverUrl(url),
  connectTimeout: 1000,
  timezone: 'Z',
  charset: 'utf8mb4_general_ci',
  supportBigNumbers: true,
  bigNumberStrings: false,
  stringifyObjects: true,
  maxPreparedStatements: 1,
  connectAttributes: { program_name: 'cloudcart' },
});
