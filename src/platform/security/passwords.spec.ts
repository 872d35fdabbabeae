import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../errors/shop-error.js';
import { Passwords } from './passwords.js';

describe('Passwords', () => {
  const passwords = new Passwords();

  it('keeps a hash of argon2id with at least 19 MiB, two passes and one lane', async () => {
    const stored = await passwords.hash('nine tents by the lake');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(passwords.isOutdated(stored)).toBe(false);
  });

  it('knows the right password from every nearly right one', async () => {
    const password = ` ${'a'.repeat(70)}bc\0 `;
    const stored = await passwords.hash(password);
    expect(await passwords.matches(stored, password)).toBe(true);
    const wrong = [
      password.trim(),
      password.replace('\0', ''),
      password.toUpperCase(),
      password.slice(0, 72),
      '',
    ];
    for (const other of wrong) expect(await passwords.matches(stored, other)).toBe(false);
  });

  it('takes composed and decomposed letters for the same', async () => {
    const stored = await passwords.hash('Z\u00fcrich by night');
    expect(await passwords.matches(stored, 'Zu\u0308rich by night')).toBe(true);
  });

  it('is never right for an account that is not there', async () => {
    expect(await passwords.matches(null, 'nine tents by the lake')).toBe(false);
  });

  it('finds hashes of lower cost outdated', async () => {
    const cheap = await hash('nine tents by the lake', { memoryCost: 8192, timeCost: 2, parallelism: 1 });
    expect(passwords.isOutdated(cheap)).toBe(true);
    expect(await passwords.matches(cheap, 'nine tents by the lake')).toBe(true);
  });

  it('refuses what would wait behind two hundred others, and serves those', async () => {
    const stored = await hash('x', { memoryCost: 8, timeCost: 1, parallelism: 1 });
    const answers = await Promise.allSettled(
      Array.from({ length: 230 }, () => passwords.matches(stored, 'x')),
    );
    const served = answers.filter((answer) => answer.status === 'fulfilled' && answer.value);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(served).toHaveLength(202);
    expect(refused.every((answer) => answer.reason instanceof UnavailableError)).toBe(true);
    expect(await passwords.matches(stored, 'x')).toBe(true);
  });
});
