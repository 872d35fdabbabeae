/** AUTH tokens of an ElastiCache replication group, which knows the newest two at a time. */
import { connect } from 'node:tls';

const WAIT_MS = 3000;

/** Whether a Redis at `host:port` takes `password`, over TLS. Errors: when it cannot be reached or does not answer in time. */
export function isTaken(password, { host, port, ...tls }) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, ...tls });
    const end = (settle, value) => {
      socket.destroy();
      settle(value);
    };
    socket.setTimeout(WAIT_MS, () => end(reject, new Error(`${host} does not answer`)));
    socket.once('error', (error) => end(reject, error));
    socket.once('secureConnect', () => socket.write(`AUTH ${password}\r\n`));
    socket.once('data', (data) => end(resolve, data.toString().startsWith('+OK')));
  });
}
