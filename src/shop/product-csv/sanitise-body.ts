import sanitizeHtml from 'sanitize-html';

const rules: sanitizeHtml.IOptions = {
  allowedTags: sanitizeHtml.defaults.allowedTags,
  allowedAttributes: {
    a: ['href', 'title'],
    ul: ['class'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedClasses: { ul: ['facts'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
};

/** Descriptions of others end up in our pages: only text, lists, tables and links stay. Idempotent. Lines end with LF. */
export function sanitiseBody(html: string): string {
  const unixLines = html.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const once = sanitizeHtml(unixLines, rules).trim();
  const twice = sanitizeHtml(once, rules).trim();
  return once === twice ? once : sanitizeHtml(twice, rules).trim();
}
