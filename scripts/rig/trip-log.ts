/** What clients say to make, keep and watch their connection, whoever asks for what. */
const UPKEEP = new Set(['PING', 'HELLO', 'CLIENT', 'AUTH', 'SELECT', 'ROLE', 'INFO']);
const PONG = '+PONG\r\n';

export interface Traffic {
  /** How often somebody had to wait for Redis: commands sent before any of them was answered count once. */
  roundTrips: number;
  /** Each with its arguments, in the order of their arrival. */
  commands: string[][];
}

/** Counts what goes over one link to Redis from `begin` to `end`, without the upkeep of its connections. */
export class TripLog {
  private traffic: Traffic = { roundTrips: 0, commands: [] };
  private isAnswered = true;
  /** Else nothing is kept: a link may be there for hours. */
  isCounting = false;

  /** Takes down a command; answers whether it counts. */
  asked(command: string[]): boolean {
    if (!this.isCounting || UPKEEP.has(command[0]!.toUpperCase())) return false;
    if (this.isAnswered) this.traffic.roundTrips += 1;
    this.isAnswered = false;
    this.traffic.commands.push(command);
    return true;
  }

  /** An answer (not the one to a PING) has reached the client. */
  answered(bytes: Buffer): void {
    if (bytes.length !== PONG.length || bytes.toString('latin1') !== PONG) this.isAnswered = true;
  }

  begin(): void {
    this.traffic = { roundTrips: 0, commands: [] };
    this.isAnswered = true;
    this.isCounting = true;
  }

  /** What there was since `begin`. */
  end(): Traffic {
    const { traffic } = this;
    this.traffic = { roundTrips: 0, commands: [] };
    this.isCounting = false;
    return traffic;
  }
}
