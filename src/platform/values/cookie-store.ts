import { UnavailableError } from '../errors/shop-error.js';
import { randomKey } from '../random/random-key.js';
import { CookieSeal } from './cookie-seal.js';
import { currentJar, readCookie, setCookie, type CookieEntries, type CookieJar } from './cookie-values.js';
import { GuardedStore } from './guarded-store.js';
import { isRenewalDue, TooLargeError, type StoredValue } from './value-store.js';

type Entry = readonly [text: string, version: string, expiresAt: number];

/** What browsers keep of one cookie, its name and attributes included. */
const MOST_BYTES = 4096;
const VERSION_LENGTH = 8;
/** There is no server to wait for: a process that is busy for a moment must not look like a store that is away. */
const BUSY_MS = 5000;

/**
 * All values of a visitor in one encrypted and signed cookie of theirs, so that no server keeps anything. Needs
 * `cookieValues()` among the middlewares. A change sets the cookie at once, so it must come before the answer begins.
 */
export class CookieStore extends GuardedStore {
  readonly name = 'cookie';
  readonly maxBytes = MOST_BYTES;
  readonly promises = {
    sharedByInstances: true,
    survivesInstance: true,
    survivesStoreNode: true,
    parallelAddsCompose: 'of two answers on the way at the same time the later one decides',
    revocation: 'a copy of the cookie is good until it expires; nothing on the server can end it',
    expiry: true,
  } as const;
  private readonly seal: CookieSeal;
  private readonly cookie: string;
  private readonly attributes: string;

  constructor(settings: { SESSION_SECRETS: readonly string[]; isHttps: boolean }, deadlineMs = BUSY_MS) {
    super(deadlineMs);
    this.seal = new CookieSeal(settings.SESSION_SECRETS);
    this.cookie = settings.isHttps ? '__Host-cloudcart-values' : 'cloudcart-values';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${settings.isHttps ? '; Secure' : ''}`;
  }

  open(): Promise<void> {
    return this.seal.open();
  }

  async close(): Promise<void> {}

  protected override async read(key: string, lifeMs?: number): Promise<StoredValue | null> {
    const jar = currentJar();
    const entry = (await this.values(jar)).get(key);
    if (!entry) return null;
    const [text, version, expiresAt] = entry;
    const isDue = lifeMs !== undefined && isRenewalDue(expiresAt - Date.now(), lifeMs);
    const until = isDue ? Date.now() + lifeMs : expiresAt;
    if ((isDue || this.isOutdated(jar)) && !jar.response.headersSent)
      await this.change(jar, (values) => values.set(key, [text, version, until]));
    return { text, version };
  }

  /** Whoever only reads must not lose everything on the day an old secret is dropped. */
  private isOutdated({ isSet, request }: CookieJar): boolean {
    return !isSet && this.seal.isOutdated(readCookie(request, this.cookie) ?? '');
  }

  protected override async replace(key: string, text: string, expected: string | null, lifeMs: number) {
    return this.change(currentJar(), (values) => {
      if ((values.get(key)?.[1] ?? null) !== expected) return false;
      values.set(key, [text, randomKey().slice(0, VERSION_LENGTH), Date.now() + lifeMs]);
    });
  }

  protected override async remove(key: string): Promise<void> {
    await this.change(currentJar(), (values) => values.delete(key));
  }

  private async values(jar: CookieJar): Promise<CookieEntries> {
    jar.values ??= this.unseal(readCookie(jar.request, this.cookie));
    const live = [...(await jar.values)].filter(([, entry]) => entry[2] > Date.now());
    return new Map(live);
  }

  private async unseal(cookie: string | null): Promise<CookieEntries> {
    const entries = cookie === null ? null : await this.seal.unseal(cookie);
    return new Map(Object.entries((entries ?? {}) as Record<string, Entry>));
  }

  /** Runs the changes of one request one after the other; false when `make` says so, and then nothing changes. */
  private change(jar: CookieJar, make: (values: Map<string, Entry>) => unknown): Promise<boolean> {
    const change = jar.changes.then(async () => {
      const values = new Map(await this.values(jar));
      if (make(values) === false) return false;
      await this.send(jar, values);
      jar.values = Promise.resolve(values);
      return true;
    });
    jar.changes = change.catch(() => {});
    return change;
  }

  private async send(jar: CookieJar, values: CookieEntries): Promise<void> {
    const cookie = await this.header(values);
    if (cookie.length > MOST_BYTES) throw new TooLargeError(cookie.length, MOST_BYTES);
    if (jar.response.headersSent) throw new UnavailableError('errors.store_away');
    setCookie(jar.response, this.cookie, cookie);
    jar.isSet = true;
  }

  private async header(values: CookieEntries): Promise<string> {
    if (values.size === 0) return `${this.cookie}=; Max-Age=0; ${this.attributes}`;
    const sealed = await this.seal.seal(Object.fromEntries(values));
    const end = Math.max(...[...values.values()].map(([, , expiresAt]) => expiresAt));
    return `${this.cookie}=${sealed}; Max-Age=${Math.ceil((end - Date.now()) / 1000)}; ${this.attributes}`;
  }
}
