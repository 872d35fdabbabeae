import { createHash } from 'node:crypto';
import type { Visitor } from '../session/visitor.js';

/** Names a session without giving its id away: 16 hexadecimal digits, safe to show to its owner. */
export const sessionHandle = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest('hex').slice(0, 16);

/** The session by which a page of this visitor listens for changes; null for somebody whom nothing can be told. */
export const liveSession = ({ sessionId, cartId }: Visitor): string | null =>
  sessionId !== null && cartId !== null ? sessionHandle(sessionId) : null;
