import type { IncomingMessage } from 'node:http';

/**
 * The body of a request that says how long it is. It is put back at once, so the request is as if nobody had looked. Null
 * when the sender has gone.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    let missing = Number(request.headers['content-length']);
    const parts: Buffer[] = [];
    const done = (body: Buffer | null) => {
      request.off('readable', look).off('close', gone);
      if (body) request.unshift(body);
      resolve(body);
    };
    const gone = () => done(null);
    const look = () => {
      const part = request.read() as Buffer | null;
      missing -= part?.length ?? 0;
      if (part) parts.push(part);
      if (missing <= 0) done(Buffer.concat(parts));
    };
    request.on('readable', look).once('close', gone);
  });
}
