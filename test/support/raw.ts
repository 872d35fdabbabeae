import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends the very bytes of a request and answers what comes back until the server closes the connection. */
export async function sendRaw(url: string, request: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  socket.write(request, 'latin1');
  await closed;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}

/** A request without a body on a connection that ends with its answer. */
export function ask(url: string, method: string, target: string, headers: Record<string, string> = {}) {
  const all = { Host: new URL(url).host, Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return sendRaw(url, [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
}
