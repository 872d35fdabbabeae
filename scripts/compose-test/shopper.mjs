/** A shopper without script or pages: keeps cookies, follows redirects, fills in the forms that it is shown. */
import { PlainError } from '../launcher/terminal.mjs';

const attribute = (tag, name) => new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag)?.[1];
const has = (tag, name) => new RegExp(`\\s${name}(?=[\\s=>/])`, 'i').test(tag);
const text = (html) =>
  html
    ?.replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=');

/** What a browser would send of an untouched field: [name, value], or nothing. */
function untouched(tag) {
  const name = attribute(tag, 'name');
  const type = attribute(tag, 'type') ?? 'text';
  if (!name || has(tag, 'disabled') || ['submit', 'button', 'image', 'file', 'radio'].includes(type))
    return [];
  if (type === 'checkbox' && !has(tag, 'checked')) return [];
  return [[name, text(attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : ''))]];
}

/** The option or radio button that is chosen already, else the first. */
const chosen = (tags, mark) => tags.find((tag) => has(tag, mark)) ?? tags[0];

function selected(html) {
  const option = chosen(html.match(/<option\b[^>]*>/gi) ?? [], 'selected');
  return [[attribute(html, 'name'), text(option ? (attribute(option, 'value') ?? '') : '')]];
}

function radioButtons(form) {
  const tags = (form.match(/<input\b[^>]*>/gi) ?? []).filter((tag) => attribute(tag, 'type') === 'radio');
  const names = [...new Set(tags.map((tag) => attribute(tag, 'name')))];
  const group = (name) => tags.filter((tag) => attribute(tag, 'name') === name);
  return names.map((name) => [name, text(attribute(chosen(group(name), 'checked'), 'value'))]);
}

/** The forms of a page that are posted: { action, fields }. */
function formsOf(html) {
  const parts = (form, pattern) => form.match(pattern) ?? [];
  return parts(html, /<form\b[^>]*>[\s\S]*?<\/form>/gi)
    .filter((form) => /^post$/i.test(attribute(form, 'method') ?? ''))
    .map((form) => ({
      action: text(attribute(form, 'action')),
      fields: new Map([
        ...parts(form, /<(input|textarea)\b[^>]*>/gi).flatMap(untouched),
        ...parts(form, /<select\b[\s\S]*?<\/select>/gi).flatMap(selected),
        ...radioButtons(form),
      ]),
    }));
}

export class Shopper {
  #cookies = new Map();
  /** Names of the web processes that answered. */
  servedBy = new Set();

  constructor(address, browser = 'Robin') {
    this.address = address;
    this.browser = browser;
  }

  /** Asks for a path and follows redirects; answers { path, status, html }. Errors: PlainError for a 5xx. */
  async open(path, body) {
    const cookie = this.#cookie();
    const response = await fetch(new URL(path, this.address), {
      method: body ? 'POST' : 'GET',
      body,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'user-agent': this.browser,
        cookie,
        ...(body && { origin: this.address }),
      },
      signal: AbortSignal.timeout(20_000),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    this.servedBy.add(response.headers.get('x-served-by'));
    const html = await response.text();
    if (response.status >= 500) throw new PlainError(`${path} answered ${response.status}`);
    if (response.status >= 300 && response.status < 400) return this.open(response.headers.get('location'));
    return { path, status: response.status, html };
  }

  /** Sends the page's form whose action matches, with `typed` in those of its fields that have these names. */
  async fillIn(page, action, typed) {
    const form = formsOf(page.html).find((one) => action.test(one.action));
    if (!form) throw new PlainError(`${page.path} has no form for ${action}`);
    for (const name of form.fields.keys()) if (name in typed) form.fields.set(name, typed[name]);
    return this.open(form.action, new URLSearchParams([...form.fields]));
  }

  /** The chunks of an answer that does not end. Errors: after 40 seconds. */
  async stream(path) {
    const headers = { accept: 'text/event-stream', cookie: this.#cookie() };
    const signal = AbortSignal.timeout(40_000);
    const { status, body } = await fetch(new URL(path, this.address), { headers, signal });
    if (status === 200) return body;
    throw new PlainError(`${path} answered ${status}`);
  }

  #cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Data of an address as JSON. */
  async json(path) {
    return JSON.parse((await this.open(path)).html);
  }
}
