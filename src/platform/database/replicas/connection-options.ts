import type { ConnectionOptions } from 'mysql2/promise';
import { CONNECTION_EXTRAS, DRIVER_OPTIONS, driverUrl } from '../data-source.js';

/** Values come back as they do from the primary, whose pool is TypeORM's. */
export const connectionOptions = (url: string): ConnectionOptions => ({
  ...DRIVER_OPTIONS,
  ...CONNECTION_EXTRAS,
  uri: driverUrl(url),
  connectTimeout: 1000,
  // As TypeORM has it.
  stringifyObjects: true,
});
