import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import type { RedisAddress, RedisNode } from './redis-address.js';

const CONNECT_MS = 500;
/** node-redis would set a timer of its own for each command, at twice the cost of the command; the link has a deadline. */
const UNTIMED = { timeout: 0 };

/** TLS as Node does it: the certificate and the host name in it are checked, always. */
function tlsOptions({ isEncrypted, caFile }: RedisAddress): { tls?: true; ca?: Buffer } {
  if (!isEncrypted) return {};
  return { tls: true, ...(caFile && { ca: readFileSync(caFile) }) };
}

/**
 * How every client dials: no queue while it is away, and no reconnecting of its own. A lost connection is replaced
 * by a new client (kept-connection.ts), which looks the host name up again; node-redis would keep what it had.
 */
export function dialing(address: RedisAddress) {
  return {
    ...address.credentials,
    disableOfflineQueue: true,
    commandOptions: UNTIMED,
    // Asks the server about notices that only Redis' own cloud sends; a restricted user would be refused.
    maintNotifications: 'disabled' as const,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false as const, ...tlsOptions(address) },
  };
}

/** Options of a client of one Redis node. */
export function nodeOptions(address: RedisAddress, node: RedisNode, lookup: LookupFunction) {
  const options = dialing(address);
  return { ...options, database: address.database, socket: { ...options.socket, ...node, lookup } };
}

/** Options of a client of one Sentinel: same certificates, credentials of its own. */
export function sentinelOptions(address: RedisAddress, node: RedisNode) {
  const { username: _username, password: _password, ...options } = dialing(address);
  return { ...options, ...address.sentinelCredentials, socket: { ...options.socket, ...node } };
}
