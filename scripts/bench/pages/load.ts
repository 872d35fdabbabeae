import { LoadConnection, type Shot } from './load-connection.js';

/** Enough to keep one core busy, and as many as a small shop has visitors who click at the same moment. */
const CONNECTIONS = 64;

/** Connections to one server, for requests that are ready to be sent. */
export class Load {
  private nth = 0;

  private constructor(private readonly connections: readonly LoadConnection[]) {}

  static async open(url: string): Promise<Load> {
    return new Load(await Promise.all(Array.from({ length: CONNECTIONS }, () => LoadConnection.open(url))));
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }

  /**
   * Closed loop: each connection sends the next request as soon as it has an answer, for so many seconds. Answers how many
   * requests were answered. Errors: an answer with another status.
   */
  saturate(shots: readonly Shot[], seconds: number): Promise<number> {
    const end = performance.now() + seconds * 1000;
    let [requests, busy] = [0, this.connections.length];
    return this.run((connection, done) => {
      const goOn = () => connection.send(this.next(shots));
      connection.onAnswer = () => {
        requests += 1;
        if (performance.now() < end) goOn();
        else if ((busy -= 1) === 0) done(requests);
      };
      goOn();
    });
  }

  /**
   * Open loop: so many requests a second are due, evenly, whether or not the server keeps up. Answers the milliseconds
   * from the moment at which each was due, not from the moment at which a connection was free for it.
   */
  arrive(shots: readonly Shot[], perSecond: number, seconds: number): Promise<number[]> {
    const total = Math.floor(perSecond * seconds);
    const started = performance.now();
    const times: number[] = [];
    const idle: LoadConnection[] = [];
    let sent = 0;
    const dueAt = (nth: number) => started + (nth * 1000) / perSecond;
    const sendDue = () => {
      while (idle.length > 0 && sent < total && dueAt(sent) <= performance.now()) {
        const [connection, due] = [idle.pop()!, dueAt(sent)];
        connection.onAnswer = () => {
          times.push(performance.now() - due);
          idle.push(connection);
          sendDue();
        };
        sent += 1;
        connection.send(this.next(shots));
      }
    };
    let timer: NodeJS.Timeout | undefined;
    return this.run<number[]>((connection, done) => {
      idle.push(connection);
      timer ??= setInterval(() => (times.length === total ? done(times) : sendDue()), 1);
    }).finally(() => clearInterval(timer));
  }

  /** Sets each connection to work until one of them says that all is done, or has trouble. */
  private run<T>(work: (connection: LoadConnection, done: (result: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      for (const connection of this.connections) {
        connection.onTrouble = reject;
        work(connection, resolve);
      }
    });
  }

  private next(shots: readonly Shot[]): Shot {
    this.nth += 1;
    return shots[this.nth % shots.length]!;
  }
}
