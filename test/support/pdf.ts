import { inflateSync } from 'node:zlib';

type Letters = ReadonlyMap<string, string>;

/** The texts of a PDF in the order in which they were drawn, line by line, read by what its fonts say that their letters mean. */
export function pdfLines(bytes: Buffer): string[] {
  const objects = objectsOf(bytes.toString('latin1'));
  const fonts = new Map<string, Letters>();
  for (const [name, id] of [...objects.values()].flatMap(namedFonts)) {
    const meaning = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
    if (meaning) fonts.set(name, lettersOf(unpacked(objects.get(meaning) ?? '')));
  }
  return [...objects.values()].flatMap((object) => linesOf(unpacked(object), fonts));
}

const objectsOf = (source: string): Map<string, string> =>
  new Map(
    [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]),
  );

const namedFonts = (object: string): [string, string][] =>
  [...object.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, id!]);

function unpacked(object: string): string {
  const start = object.indexOf('stream\n') + 'stream\n'.length;
  // By its length: packed bytes may end like a line.
  const length = Number(/\/Length (\d+)\b(?! 0 R)/.exec(object.slice(0, start))?.[1] ?? 0);
  if (length === 0 || !object.slice(0, start).includes('/FlateDecode')) return '';
  return inflateSync(Buffer.from(object.slice(start, start + length), 'latin1')).toString('latin1');
}

/** `<0000> <0002> [<0041> <0042> <00660069>]`: from glyph 0 on, as UTF-16. */
function lettersOf(meanings: string): Letters {
  const letters = new Map<string, string>();
  for (const [, first, list] of meanings.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    for (const [nth, [, hex]] of [...(list ?? '').matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const glyph = (Number.parseInt(first!, 16) + nth).toString(16).padStart(4, '0');
      const units = Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex');
      letters.set(glyph, new TextDecoder('utf-16be').decode(units));
    }
  return letters;
}

function linesOf(content: string, fonts: ReadonlyMap<string, Letters>): string[] {
  let letters: Letters = new Map();
  return [...content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].flatMap(([, font, parts]) => {
    if (font) letters = fonts.get(font) ?? new Map();
    if (parts === undefined) return [];
    const glyphs = [...parts.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
    return [glyphs.map((glyph) => letters.get(glyph) ?? '\ufffd').join('')];
  });
}
