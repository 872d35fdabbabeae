import { sessionHandle } from '../session/session-id.js';
import type { Visitor } from '../session/visitor.js';

/** The session by which a page of this visitor listens for changes; null for somebody whom nothing can be told. */
export const liveSession = ({ sessionId, cartId }: Visitor): string | null =>
  sessionId !== null && cartId !== null ? sessionHandle(sessionId) : null;
