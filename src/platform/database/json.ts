/** Value of a JSON column: MySQL's driver hands over an object, MariaDB's columns arrive as text. */
export const readJson = <T>(value: unknown): T =>
  (typeof value === 'string' ? JSON.parse(value) : value) as T;
