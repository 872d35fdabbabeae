import { isUtf8 } from 'node:buffer';
import { FileProblem } from './file-problem.js';
import { countLines } from './recent-lines.js';

const NEW_LINE = 0x0a;
const MOST_BYTES_OF_A_LINE = 4 * 1024 * 1024;

const SAVE_AS = 'save it as "CSV UTF-8" and try again';

function assertNotUtf16(start: Buffer): void {
  const hasMark = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (hasMark || start.subarray(0, 1000).includes(0))
    throw new FileProblem(1, `the file is UTF-16, not UTF-8; ${SAVE_AS}`);
}

/** The lines up to the first one that is not UTF-8, and what is wrong with that one. */
function firstBadLine(text: Buffer, firstLine: number): { good: Buffer; problem: FileProblem } {
  let start = 0;
  let line = firstLine;
  for (; start < text.length; line += 1) {
    const newLine = text.indexOf(NEW_LINE, start);
    const end = newLine < 0 ? text.length : newLine + 1;
    if (!isUtf8(text.subarray(start, end))) break;
    start = end;
  }
  const reason = `this is not UTF-8, it looks like Latin-1 (Windows-1252); ${SAVE_AS}`;
  return {
    good: text.subarray(0, start),
    problem: new FileProblem(line, reason, text.toString('latin1', start, start + 1000)),
  };
}

/**
 * The bytes of a text file in whole lines, checked to be UTF-8.
 * Errors: FileProblem with the line, after everything before that line was handed over.
 */
export async function* utf8Lines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of source) {
    const text = Buffer.concat([rest, chunk]);
    if (line === 1) assertNotUtf16(text);
    const end = text.lastIndexOf(NEW_LINE) + 1;
    rest = text.subarray(end);
    if (rest.length > MOST_BYTES_OF_A_LINE) throw new FileProblem(line, 'this line does not end');
    if (end === 0) continue;
    yield* checked(text.subarray(0, end), line);
    line += countLines(text.subarray(0, end));
  }
  if (rest.length > 0) yield* checked(rest, line);
}

function* checked(text: Buffer, firstLine: number): Generator<Buffer> {
  if (isUtf8(text)) {
    yield text;
    return;
  }
  const { good, problem } = firstBadLine(text, firstLine);
  if (good.length > 0) yield good;
  throw problem;
}
