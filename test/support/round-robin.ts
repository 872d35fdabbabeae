import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A balancer without stickiness: each request goes to the next instance, whoever sent it. Like the one of the compose
 * file it offers a request to the next instance when the first cannot be reached, and repeats one that was already
 * sent only when it is safe to repeat.
 */
export class RoundRobin {
  private turn = 0;
  /** Requests served, by the instance's own name. */
  readonly servedBy = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly targets: readonly string[],
  ) {}

  static async listen(targets: readonly string[]): Promise<RoundRobin> {
    const server = createServer();
    const balancer = new RoundRobin(server, targets);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      balancer.forward(request, response).catch(() => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    for (let attempt = 1; attempt <= this.targets.length; attempt += 1) {
      const target = this.targets[this.turn++ % this.targets.length]!;
      try {
        return await this.pass(target, request, body, response);
      } catch (error) {
        const isUnsent = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
        if (response.headersSent || (!isUnsent && !REPEATABLE.has(request.method!))) break;
      }
    }
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end('no instance answered');
  }

  private async pass(target: string, request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const { method, url, headers } = request;
    const outgoing = send(new URL(url!, target), { method, headers, agent: false });
    outgoing.end(body);
    response.once('close', () => outgoing.destroy());
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const name = String(answer.headers['x-served-by']);
    this.servedBy.set(name, (this.servedBy.get(name) ?? 0) + 1);
    response.writeHead(answer.statusCode!, answer.headers);
    for await (const chunk of answer) response.write(chunk);
    response.end();
  }
}
