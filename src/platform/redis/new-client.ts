import { createClient, type RedisClientOptions } from 'redis';

/**
 * Never connected. The library makes a class of its thousand commands for every client whose options differ from those of the
 * one before: some megabytes and milliseconds, which a process that tries again and again would take several times a second.
 */
const first = createClient({ maintNotifications: 'disabled' });

export type Client = typeof first;

/** A client that is not connected yet, of the one class that there is in this process. */
export const newClient = (options: RedisClientOptions): Client =>
  first.duplicate(options) as unknown as Client;
