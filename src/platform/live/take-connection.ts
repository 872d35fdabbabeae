import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Writes the head of an answer without an end and takes its connection over, so that nothing of the request is kept
 * while the answer lasts: Node, Express and the session would hold 11 KB of it for each stream.
 * Node lets go of request and response when it hears that the answer is finished; there is no other way to say so.
 * Null when the browser has gone already.
 */
export function takeConnection(response: ServerResponse): Socket | null {
  const { socket } = response;
  if (!socket || socket.destroyed) return null;
  socket.write(headOf(response));
  response.emit('finish');
  // Node now takes the connection for an idle one that waits for its next request.
  socket.setTimeout(0);
  socket.setKeepAlive(true, 60_000);
  return socket;
}

function headOf(response: ServerResponse): string {
  const { statusCode } = response;
  const headers = Object.entries({ ...response.getHeaders(), date: new Date().toUTCString() });
  const lines = headers.map(([name, value]) => `${name}: ${String(value)}`);
  return [`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`, ...lines, 'connection: close', '', ''].join(
    '\r\n',
  );
}
