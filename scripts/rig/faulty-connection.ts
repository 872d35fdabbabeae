import { connect, type Socket } from 'node:net';
import { CommandReader } from './command-reader.js';
import { Pump, type Gate, type Pace } from './pump.js';
import type { TripLog } from './trip-log.js';

export interface Target {
  host: string;
  port: number;
}

/** Which answers get lost: those to requests that match, so many more times. */
export interface LostReplies {
  after: RegExp;
  times: number;
  /** What the client notices: the connection is reset, or nothing at all. */
  ending: 'reset' | 'silence';
}

/** What a proxy does to all its connections, read anew for each packet. */
export interface Faults {
  pace: Pace;
  requests: Gate;
  replies: Gate;
  lost: LostReplies | null;
}

/** A packet is one request at most this long, as far as `LostReplies.after` looks. */
const MOST_REMEMBERED_BYTES = 65_536;

/** One client's connection and the one to the server behind it. */
export class FaultyConnection {
  private readonly server: Socket;
  private readonly requests: Pump;
  private readonly replies: Pump;
  private readonly reader = new CommandReader();
  /** Requests since the last reply, while answers are to be lost. */
  private unanswered = '';
  /** A counted command has not been answered yet. */
  private isAsked = false;
  /** From now on the client hears nothing, not even the end. */
  private isSilent = false;

  constructor(
    private readonly client: Socket,
    target: Target,
    private readonly faults: Faults,
    private readonly log: TripLog,
  ) {
    this.server = connect({ ...target, allowHalfOpen: true, noDelay: true });
    client.setNoDelay(true);
    this.requests = new Pump(this.server, faults.pace, faults.requests);
    this.replies = new Pump(client, faults.pace, faults.replies, (bytes) => this.heard(bytes));
    this.listen();
  }

  /** Both sides are told at once that the connection is gone. */
  reset(): void {
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
  }

  /** The client is told that no more answers come; it may go on asking. */
  halfClose(): void {
    this.client.end();
  }

  /** The server's side is gone, and the client is told nothing. */
  halfOpen(): void {
    this.isSilent = true;
    this.server.resetAndDestroy();
  }

  private listen(): void {
    const { client, server } = this;
    client.on('data', (bytes) => this.ask(bytes));
    client.on('end', () => this.requests.end());
    client.on('error', () => server.resetAndDestroy());
    client.on('close', () => this.requests.end());
    server.on('data', (bytes) => this.answer(bytes));
    server.on('end', () => !this.isSilent && this.replies.end());
    server.on('error', () => !this.isSilent && client.resetAndDestroy());
  }

  private ask(bytes: Buffer): void {
    this.count(bytes);
    if (this.isSilent) return;
    this.requests.push(bytes);
    const { lost } = this.faults;
    if (!lost) return;
    this.unanswered = (this.unanswered + bytes.toString('latin1')).slice(-MOST_REMEMBERED_BYTES);
    if (lost.times > 0 && this.unanswered.search(lost.after) >= 0) this.loseReply(lost);
  }

  private count(bytes: Buffer): void {
    if (!this.log.isCounting) return this.reader.forget();
    for (const command of this.reader.read(bytes)) this.isAsked = this.log.asked(command) || this.isAsked;
  }

  /**
   * The end is sent right after the request: a server reads it once it has done what was asked, and closes. That, and
   * not its first byte, shows that the request had its effect; answers to earlier requests may come in between.
   */
  private loseReply(lost: LostReplies): void {
    lost.times -= 1;
    this.isSilent = true;
    this.requests.end();
    if (lost.ending === 'reset') this.server.once('close', () => this.client.resetAndDestroy());
    this.server.once('end', () => this.server.end());
  }

  private answer(bytes: Buffer): void {
    this.unanswered = '';
    if (!this.isSilent) this.replies.push(bytes);
  }

  private heard(bytes: Buffer): void {
    if (this.isAsked) this.log.answered(bytes);
    this.isAsked = false;
  }
}
