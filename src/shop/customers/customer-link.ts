import { createHash } from 'node:crypto';

/** What a link that was mailed to a customer is good for. */
export type LinkPurpose = 'recover' | 'confirm' | 'email';

/** So long after it was asked for, however late its mail leaves. */
export const LINK_MINUTES: Record<LinkPurpose, number> = { recover: 60, confirm: 3 * 24 * 60, email: 60 };

/** What is kept of a token: whoever reads the table cannot make a link of it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
