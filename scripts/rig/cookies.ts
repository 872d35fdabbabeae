/** What one browser keeps: values by their names. */
export class Cookies extends Map<string, string> {
  /** Of a Cookie header. */
  static of(header: string): Cookies {
    const cookies = new Cookies();
    cookies.keep(header.split('; '));
    return cookies;
  }

  /** The Cookie header of the next request; '' when there is none. */
  get header(): string {
    return Array.from(this, ([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Takes over what the Set-Cookie lines of an answer say: those that are empty or over go. Others than `isKept` are no cookies. */
  keep(lines: readonly string[], isKept = (_name: string) => true): void {
    for (const line of lines) {
      const [, name = '', value = '', attributes = ''] = /^([^=;]+)=([^;]*)(.*)/.exec(line) ?? [];
      const [, expires = ''] = /;\s*expires=([^;]+)/i.exec(attributes) ?? [];
      if (value === '' || Date.parse(expires) < Date.now()) this.delete(name);
      else if (isKept(name)) this.set(name, value);
    }
  }
}
