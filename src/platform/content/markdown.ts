import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const marked = new Marked({ async: false, gfm: true });

/** What texts of a shop are made of. Headings begin at the second level: the first is the page's title. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    'h2',
    'h3',
    'h4',
    'p',
    'ul',
    'ol',
    'li',
    'a',
    'strong',
    'em',
    'code',
    'blockquote',
    'br',
    'hr',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: { a: ['href'], ol: ['start'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  transformTags: { h1: 'h2' },
};

/** HTML of Markdown, without anything that could run or look like another part of the page. A wide table scrolls by itself. */
export const renderMarkdown = (text: string): string =>
  sanitizeHtml(marked.parse(text, { async: false }), ALLOWED)
    .trim()
    .replaceAll('<table>', '<div class="table-scroll"><table class="table">')
    .replaceAll('</table>', '</table></div>');
