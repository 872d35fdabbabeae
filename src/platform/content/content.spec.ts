import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Content } from './content.js';
import { renderMarkdown } from './markdown.js';
import { fillPlaces } from './places.js';

const folder = mkdtempSync(join(tmpdir(), 'cloudcart-theme-'));
mkdirSync(join(folder, 'content', 'xx'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FRONT = '---\ntitle: About us\ndescription: Who we are.\nupdated: 2026-11-27\n---\n';
const write = (text: string) => writeFileSync(join(folder, 'content', 'xx', 'about.md'), text);
const content = (text: string, language = 'xx') => {
  write(text);
  return new Content(language, ['email', 'list'], { folder });
};

describe('texts of the shop', () => {
  it('are a title, a description, a day and Markdown', () => {
    const texts = content(`${FRONT}\n## Us\n\nWrite to {{email}}.\n`);
    const about = texts.find('about')!;
    expect(about).toMatchObject({ title: 'About us', description: 'Who we are.', updated: '2026-11-27' });
    expect(texts.html(about, { email: 'a_b@c.example' })).toBe('<h2>Us</h2>\n<p>Write to a_b@c.example.</p>');
    expect(texts.find('nothing')).toBeNull();
  });

  it('have another version when another word is in them, and the same one otherwise', () => {
    const version = (text: string) => content(FRONT + text).find('about')!.version;
    expect(version('One.')).toMatch(/^[0-9a-f]{64}$/);
    expect(version('One.')).toBe(version('One.\r\n'));
    expect(version('One.')).not.toBe(version('Two.'));
  });

  it.each([
    [
      'a place that there is nothing for',
      `${FRONT}\nWell.\n\nBy {{nobody}}.`,
      'about.md:9: there is nothing for {{nobody}}',
    ],
    ['no heading fields', 'Well.', 'about.md:1: expected ---'],
    [
      'a field that is missing',
      '---\ntitle: X\nupdated: 2026-11-27\n---\n',
      'about.md:1: description is missing',
    ],
    ['a field that is unknown', '---\ntitel: X\n---\n', 'about.md:2: expected one of title'],
    ['a day that is none', FRONT.replace('2026-11-27', 'today'), 'updated is "today"'],
  ])('are refused at the start for %s, with file and line', (_, text, problem) => {
    expect(() => content(text)).toThrow(problem);
  });
});

describe('what is written into a text', () => {
  it('is never read as Markdown or HTML', () => {
    const typed = '<b>1. *x* [y](z) `c` \\ #';
    expect(renderMarkdown(fillPlaces('{{email}}', { email: typed }))).toBe(
      '<p>&lt;b&gt;1. *x* [y](z) `c` \\ #</p>',
    );
  });

  it('may be a list', () => {
    expect(renderMarkdown(fillPlaces('Ways:\n\n{{list}}', { list: ['one', '- two'] }))).toBe(
      '<p>Ways:</p>\n<ul>\n<li>one</li>\n<li>- two</li>\n</ul>',
    );
  });

  it('lets nothing run', () => {
    const html = renderMarkdown(
      '[a](javascript:z) b\n\n<script>x</script><img src=x onerror=y> <h2 onclick="x">T</h2>',
    );
    expect(html).not.toMatch(/script|img|onerror|onclick|href/);
  });
});
