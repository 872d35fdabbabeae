import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

const JAR = join(PROJECT_ROOT, 'tools', 'node_modules', 'vnu-jar', 'build', 'dist', 'vnu.jar');
const OUTPUT_BYTES = 64 * 1024 * 1024;

interface Message {
  type: 'error' | 'info' | 'non-document-error';
  url?: string;
  lastLine?: number;
  message: string;
  extract?: string;
}

/**
 * Errors that the Nu HTML checker (that of the W3C) finds in pages as they were sent: name of the page, place, sentence. One Java for all of
 * them: it starts in seconds. `pages`: name to HTML. Errors: when Java or the checker is not there; `npm run lint:html` gets both.
 */
export async function nuProblems(pages: ReadonlyMap<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcart-html-'));
  try {
    const names = [...pages.keys()];
    const files = names.map((_, nth) => join(folder, `${nth}.html`));
    for (const [nth, file] of files.entries()) writeFileSync(file, pages.get(names[nth]!)!);
    const messages = await check(files);
    return messages
      .filter(({ type }) => type !== 'info')
      .map(({ url = '', lastLine, message, extract }) => {
        const name = names[Number.parseInt(basename(url), 10)] ?? url;
        return `${name}, line ${lastLine}: ${message} ${extract ?? ''}`;
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function check(files: string[]): Promise<Message[]> {
  const java = process.env['CLOUDCART_JAVA'] ?? 'java';
  const args = ['-Xss1m', '-jar', JAR, '--exit-zero-always', '--format', 'json', ...files];
  const { stderr } = await promisify(execFile)(java, args, { maxBuffer: OUTPUT_BYTES });
  return (JSON.parse(stderr) as { messages: Message[] }).messages;
}
