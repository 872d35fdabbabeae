/** What is known about the browser of a session. */
export interface Device {
  /** Its User-Agent header, cut at 250 characters. */
  agent: string;
  /** IP address. */
  address: string;
  place: string | null;
}

export interface DeviceSession {
  /** 16 hexadecimal digits, a digest of the session's id; safe to show. */
  handle: string;
  createdAt: Date;
  lastSeenAt: Date;
  device: Device | null;
  isCurrent: boolean;
}

/** The sessions of a customer. Errors of all: UnavailableError. */
export abstract class CustomerSessions {
  /** Newest use first. */
  abstract list(customerId: number, currentSessionId: string | null): Promise<DeviceSession[]>;
  /** False: not there (any more). */
  abstract endOne(customerId: number, handle: string): Promise<boolean>;
  /** Deletes every record of an older epoch and sets the epoch, in one step; answers how many there were. */
  abstract endAll(customerId: number, epoch: number): Promise<number>;
}
