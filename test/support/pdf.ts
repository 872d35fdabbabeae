import { inflateSync } from 'node:zlib';

/** The texts of a PDF in the order in which they were drawn, line by line; of the built-in fonts only. */
export function pdfLines(bytes: Buffer): string[] {
  const source = bytes.toString('latin1');
  const streams = [...source.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => body ?? '');
  return streams.flatMap((body) => linesOf(unpacked(Buffer.from(body, 'latin1'))));
}

function unpacked(body: Buffer): string {
  try {
    return inflateSync(body).toString('latin1');
  } catch {
    return '';
  }
}

const linesOf = (content: string): string[] =>
  [...content.matchAll(/\[([^\]]*)\] TJ/g)].map(([, parts]) =>
    [...(parts ?? '').matchAll(/<([0-9a-f]+)>/g)]
      .map(([, hex]) => new TextDecoder('windows-1252').decode(Buffer.from(hex ?? '', 'hex')))
      .join(''),
  );
