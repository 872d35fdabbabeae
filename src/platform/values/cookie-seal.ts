import { createHash, createHmac } from 'node:crypto';
import { optionalPackage } from './optional-package.js';

type Iron = typeof import('iron-webcrypto');

/** Encrypts and signs values for a cookie. The first secret seals; a value sealed with any of them is read. */
export class CookieSeal {
  private iron: Iron;
  private readonly secrets: { id: string; secret: string }[];

  constructor(secrets: readonly string[]) {
    this.secrets = secrets.map((secret) => ({ id: nameOf(secret), secret: keyFrom(secret) }));
  }

  async open(): Promise<void> {
    this.iron = await optionalPackage('iron-webcrypto', () => import('iron-webcrypto'));
  }

  seal(values: unknown): Promise<string> {
    return this.iron.seal(values, this.secrets[0]!, this.iron.defaults);
  }

  /** True for what was sealed with a secret that only reads by now. */
  isOutdated(text: string): boolean {
    return text.split('*')[1] !== this.secrets[0]!.id;
  }

  /** Null when it was not sealed by us, or not with a secret that is still in use. */
  async unseal(text: string): Promise<unknown> {
    const secrets = Object.fromEntries(this.secrets.map(({ id, secret }) => [id, secret]));
    return this.iron.unseal(text, secrets, this.iron.defaults).catch(() => null);
  }
}

/** Stands in the cookie, to find the secret by; says nothing about it. */
const nameOf = (secret: string): string =>
  createHash('sha256').update(`cookie values, name: ${secret}`).digest('hex').slice(0, 8);

/** The secrets sign other cookies too; no key serves two purposes. */
const keyFrom = (secret: string): string =>
  createHmac('sha256', secret).update('cookie values').digest('hex');
