import type { Device } from './device.js';

export interface DeviceSession {
  /** Names the session without giving it away. */
  handle: string;
  createdAt: Date;
  lastSeenAt: Date;
  device: Device | null;
  isCurrent: boolean;
}

/**
 * All sessions of one customer, on whatever devices: in Redis `RedisCustomerSessions`, in any other store
 * `ValueCustomerSessions`. Errors of every method: UnavailableError.
 */
export abstract class CustomerSessions {
  /** The sessions that are alive, the one used last first. */
  abstract list(customerId: number, currentSessionId: string | null): Promise<DeviceSession[]>;

  /** Asks for the list now, where that saves waiting; `list` of this request gets that answer. */
  readAhead(_customerId: number): void {}

  /** False: this customer has no such session (any more). */
  abstract endOne(customerId: number, handle: string): Promise<boolean>;

  /** Ends every session older than `epoch` and says how many there were. Safe to repeat. */
  abstract endAll(customerId: number, epoch: number): Promise<number>;
}
