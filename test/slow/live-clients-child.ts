import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Opens a live stream for each line of its input, a Cookie header, and keeps it open; who is refused asks again. Says
 * `open N` after each hundred that have been told of their cart. Usage: node live-clients-child.ts URL
 */
const { hostname, port } = new URL(process.argv[2]!);
let open = 0;

function listen(cookie: string): void {
  const socket = connect(Number(port), hostname);
  socket.once('connect', () => socket.write(`GET /live HTTP/1.1\r\nHost: shop\r\nCookie: ${cookie}\r\n\r\n`));
  let said = '';
  socket.on('data', (data) => {
    if (said.includes('event: cart')) return;
    said += data.toString('latin1');
    if (!said.startsWith('HTTP/1.1 200')) socket.destroy();
    if (said.includes('event: cart') && ++open % 100 === 0) process.stdout.write(`open ${open}\n`);
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', () => said.includes('event: cart') || setTimeout(listen, 500, cookie));
}

process.stdout.write('ready\n');
for await (const cookie of createInterface({ input: process.stdin })) listen(cookie);
