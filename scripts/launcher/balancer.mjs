/**
 * The one port in front of several web processes (WEB_INSTANCES above 1): each new connection goes to the next one.
 *
 * A plain splice of TCP connections rather than node:cluster: a connection that cluster hands to a process which is
 * just being killed stays open and unanswered for ever (tried: one per kill), while here it is refused at once and
 * goes to the next process. The price: the shop sees 127.0.0.1 as everybody's address, which is true anyway for what
 * `npm start` serves by default, and a request costs about one bare server's work more. For the world there is the balancer of
 * docker-compose.yml; docs/decisions/0018-all-cores.md has the figures.
 */
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isReady } from './readiness.mjs';

const CHECK_EVERY_MS = 1000;
/** Checks that fail in a row until a process is left out; it comes back with the first that succeeds. */
const FAILURES = 3;
/** How long a new connection is offered around while every process is starting again. */
const PATIENCE_MS = 5000;

export class Balancer {
  #targets;
  #turn = 0;
  #timer;
  #server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => void this.#accept(client));

  /** `ports` of the web processes on 127.0.0.1. */
  constructor(ports) {
    this.#targets = ports.map((port) => ({ port, failures: 0, connections: new Set() }));
    this.#timer = setInterval(() => this.#targets.forEach((target) => this.#check(target)), CHECK_EVERY_MS);
  }

  listen(port, host) {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
  }

  /** Takes no new connections; those that are open end with their web process. */
  close() {
    clearInterval(this.#timer);
    this.#server.close();
  }

  /**
   * A frozen or leaving process gets nothing new. The shoppers of a frozen one are let go, so that they can ask again,
   * when there is another process to answer them; a leaving one still finishes what it has begun.
   */
  async #check(target) {
    const answer = await isReady(`http://127.0.0.1:${target.port}`, CHECK_EVERY_MS * 0.8);
    target.failures = answer ? 0 : target.failures + 1;
    const isFrozen = answer === undefined && target.failures === FAILURES;
    if (!isFrozen || this.#targets.every(({ failures }) => failures > 0)) return;
    for (const socket of target.connections) socket.destroy();
  }

  /** The next process that is well; any, when none is. */
  #next() {
    const well = this.#targets.filter((target) => target.failures < FAILURES);
    const candidates = well.length > 0 ? well : this.#targets;
    return candidates[this.#turn++ % candidates.length];
  }

  async #accept(client) {
    client.on('error', () => client.destroy());
    const said = [];
    const end = performance.now() + PATIENCE_MS;
    for (let tries = 1; performance.now() < end && !client.destroyed; tries += 1) {
      const target = this.#next();
      const server = await reach(target.port);
      if (server && !(await splice(client, server, said, target.connections))) return;
      if (tries % this.#targets.length === 0) await sleep(100);
    }
    client.destroy();
  }
}

/** A connection to a web process, undefined when it takes none. */
function reach(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }, () =>
      resolve(socket),
    );
    socket.once('error', () => resolve(undefined));
  });
}

/** Nothing yet, or one whole request that changes nothing: another process may be asked the same. */
function isRepeatable(said) {
  const text = Buffer.concat(said).toString('latin1');
  return text === '' || (/^(GET|HEAD) /.test(text) && text.indexOf('\r\n\r\n') === text.length - 4);
}

/**
 * Passes on what both sides say until the connection is over. `said`: what the client has said and nobody answered.
 * Answers true when the process died without a word and the same request may go to another one.
 */
function splice(client, server, said, connections) {
  return new Promise((resolve) => {
    let isAnswered = false;
    const remember = (chunk) => said.push(chunk);
    const hangUp = () => server.destroy();
    connections.add(server);
    for (const chunk of said) server.write(chunk);
    client.on('data', remember).once('close', hangUp).pipe(server);
    server.once('data', () => {
      isAnswered = true;
      client.off('data', remember);
    });
    server.on('error', () => {}).pipe(client, { end: false });
    server.once('end', () => (isAnswered ? client.end() : server.destroy()));
    server.once('close', () => {
      connections.delete(server);
      client.off('data', remember).off('close', hangUp).unpipe(server);
      const isOver = isAnswered || client.destroyed || !isRepeatable(said);
      if (isOver) client.destroySoon();
      resolve(!isOver);
    });
    if (client.destroyed) server.destroy();
  });
}
