import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { headersOf, type BenchRequest } from '../client.js';

/** A request as it goes over the wire, and the status of its answer. */
export interface Shot {
  bytes: Buffer;
  status: number;
}

export function shotOf(request: BenchRequest, status: number, url: string): Shot {
  const { origin, host } = new URL(url);
  const headers = Object.entries({ host, ...headersOf(request, origin) });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const text = `${request.method} ${request.path} HTTP/1.1\r\n${head}\r\n${request.body ?? ''}`;
  return { bytes: Buffer.from(text), status };
}

const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: (\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: chunked/i;
const LAST_CHUNK = '0\r\n\r\n';

/** Whatever arrives is looked at at once, so one place to read into is enough for all connections. */
const arrived = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * One keep-alive connection with one request on the way at most. It looks at the head of an answer and counts the rest:
 * Node's own client takes longer for an answer than a bare server.
 */
export class LoadConnection {
  /** Called when an answer is complete. */
  onAnswer: () => void = () => {};
  onTrouble: (error: Error) => void = () => {};
  private socket: Socket;
  private trouble: Error | null = null;
  private wanted = 0;
  private head = '';
  /** Bytes of the body that are still to come; null while the head is read. */
  private left: number | null = null;
  /** The end of a body whose length nobody said. */
  private tail: string | null = null;

  private constructor(port: number) {
    const onread = { buffer: arrived, callback: (size: number) => this.hear(arrived.subarray(0, size)) };
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true, onread });
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('end', () => this.fail(new Error('the server closed a connection')));
  }

  static async open(url: string): Promise<LoadConnection> {
    const connection = new LoadConnection(Number(new URL(url).port));
    await once(connection.socket, 'connect');
    return connection;
  }

  send({ bytes, status }: Shot): void {
    if (this.trouble) return this.onTrouble(this.trouble);
    this.wanted = status;
    this.socket.write(bytes);
  }

  close(): void {
    this.onTrouble = () => {};
    this.socket.destroy();
  }

  private fail(error: Error): void {
    this.trouble ??= error;
    this.onTrouble(error);
  }

  private hear(bytes: Buffer): boolean {
    if (this.left !== null) this.count(bytes);
    else this.readHead(bytes);
    return true;
  }

  private readHead(bytes: Buffer): void {
    const end = bytes.indexOf(HEAD_END);
    this.head += bytes.toString('latin1', 0, end < 0 ? bytes.length : end + 2);
    if (end < 0) return;
    const head = this.head;
    this.head = '';
    if (Number(head.slice(9, 12)) !== this.wanted)
      return this.fail(new Error(`expected ${this.wanted}, got: ${head}`));
    this.left = Number(LENGTH.exec(head)?.[1] ?? 0);
    this.tail = CHUNKED.test(head) ? '' : null;
    this.count(bytes.subarray(end + HEAD_END.length));
  }

  private count(bytes: Buffer): void {
    if (this.tail !== null) {
      this.tail = (this.tail + bytes.subarray(-LAST_CHUNK.length).toString('latin1')).slice(
        -LAST_CHUNK.length,
      );
      if (this.tail !== LAST_CHUNK) return;
    } else if ((this.left! -= bytes.length) > 0) return;
    this.left = null;
    this.onAnswer();
  }
}
