import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedAnswer } from './recording.js';

/**
 * The least that Node can do: `node:http`, one handler, bytes that lie ready. Answers `/<name of a scenario>` with what
 * the shop answered, head and body. The file with the answers is named in BENCH_ANSWERS.
 */
const answers = new Map(
  (JSON.parse(readFileSync(process.env['BENCH_ANSWERS']!, 'utf8')) as RecordedAnswer[]).map((answer) => [
    `/${answer.name}`,
    { ...answer, body: Buffer.from(answer.body, 'base64') },
  ]),
);

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const answer = answers.get(request.url!)!;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
});

server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`bare server on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.once('SIGTERM', () => process.exit(0));
