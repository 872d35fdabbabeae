import { randomBytes } from 'node:crypto';

/** 128 random bits as 22 characters of base64url: for addresses and tokens that nobody can guess. */
export const randomKey = (): string => randomBytes(16).toString('base64url');

/** What `randomKey` makes, and nothing else: for checking what came in. */
export const isRandomKey = (text: unknown): text is string =>
  typeof text === 'string' && /^[A-Za-z0-9_-]{22}$/.test(text);
