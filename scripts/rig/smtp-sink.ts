import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What becomes of one mail: `take`, `late` (taken, and said so only after a while), `refuse` (451), `silence` (never
 * answered, not taken), `taken in silence` (taken, and nobody hears of it).
 */
export type Reception = 'take' | 'late' | 'refuse' | 'silence' | 'taken in silence';

export interface TakenMail {
  messageId: string;
  subject: string;
}

const LATE_MS = 1500;
/** A part of a text keeps all of it in memory: here a whole mail for its subject. */
const copied = (text: string): string => Buffer.from(text).toString();
const header = (source: string, name: string) =>
  copied(new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(source)?.[1] ?? '');

/** A mail server of the test's own, which does to mails what it is told. */
export class SmtpSink {
  /** Every mail that was taken, as often as it was sent. */
  readonly taken: TakenMail[] = [];
  readonly counts = new Map<Reception, number>();
  /** Connections are accepted, and not even greeted. */
  isMute = false;
  /** Asked for each mail. */
  reception: () => Reception = () => 'take';
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<SmtpSink> {
    const server = createServer();
    const sink = new SmtpSink(server);
    server.on('connection', (socket) => sink.accept(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  /** As a setting of the shop. */
  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}?ignoreTLS=true`;
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.isMute) return;
    let text = '';
    let isData = false;
    socket.write('220 sink\r\n');
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = isData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n');
        if (end < 0) return;
        const said = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) this.receive(socket, said);
        else socket.write(said === 'DATA' ? '354 go on\r\n' : said === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
        isData = said === 'DATA';
      }
    });
  }

  private receive(socket: Socket, source: string): void {
    const reception = this.reception();
    this.counts.set(reception, (this.counts.get(reception) ?? 0) + 1);
    if (!['refuse', 'silence'].includes(reception))
      this.taken.push({ messageId: header(source, 'message-id'), subject: header(source, 'subject') });
    if (reception === 'take') socket.write('250 taken\r\n');
    if (reception === 'refuse') socket.write('451 later\r\n');
    if (reception === 'late') setTimeout(() => socket.write('250 taken\r\n'), LATE_MS).unref();
  }
}
