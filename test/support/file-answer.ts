import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** The very bytes that came over the wire. */
export interface FileAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
}

export function askFile(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<FileAnswer>((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () =>
        resolve({ status: incoming.statusCode!, headers: incoming.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

/** What is in it, however it was packed. */
export function unpacked({ headers, bytes }: FileAnswer): string {
  const packing = headers['content-encoding'];
  if (packing === 'br') return brotliDecompressSync(bytes).toString('latin1');
  if (packing === 'gzip') return gunzipSync(bytes).toString('latin1');
  return bytes.toString('latin1');
}
