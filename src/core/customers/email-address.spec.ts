import { describe, expect, it } from 'vitest';
import { emailAddress } from './email-address.js';

describe('emailAddress', () => {
  it.each([
    ['a@x.com', 'a@x.com'],
    ['  A@X.com ', 'a@x.com'],
    ['Ada+Tent@Example.org', 'ada+tent@example.org'],
    ["o'neill@mail.example.co.uk", "o'neill@mail.example.co.uk"],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@ｅxample.com', 'ada@example.com'],
  ])('makes %j into %j', (typed, normal) => expect(emailAddress(typed)).toBe(normal));

  it.each([
    ['nothing', ''],
    ['no @', 'ada.example.com'],
    ['nothing before the @', '@example.com'],
    ['nothing after the @', 'ada@'],
    ['two @', 'ada@x@example.com'],
    ['a domain without a dot', 'a@b'],
    ['a dot at the end', 'ada@example.com.'],
    ['two dots in a row', 'ada@example..com'],
    ['dots around the name', '.ada.@example.com'],
    ['a look-alike letter before the @', '\u0430da@example.com'],
    ['the Kelvin sign, whose small letter is k', '\u212aim@example.com'],
    ['a blank inside', 'ad a@example.com'],
    ['a line break and another header', 'ada@example.com\r\nBcc: x@example.com'],
    ['a NUL', 'ada\0@example.com'],
    ['a path', 'ada@example.com/x'],
    ['a port', 'ada@example.com:25'],
    ['an IP address', 'ada@127.0.0.1'],
    ['quotes', '"ada lovelace"@example.com'],
    ['a name of 65', `${'a'.repeat(65)}@example.com`],
    [
      '320 characters',
      `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(58)}.com`,
    ],
  ])('refuses %s', (_what, typed) => expect(emailAddress(typed)).toBeNull());

  it('takes a look-alike domain for another domain', () => {
    expect(emailAddress('ada@ex\u0430mple.com')).not.toBe('ada@example.com');
    expect(emailAddress('ada@ex\u0430mple.com')).toMatch(/^ada@xn--/);
  });

  it('leaves a normal form as it is', () => {
    for (const typed of ['A@X.com', 'ada@bücher.example'])
      expect(emailAddress(emailAddress(typed)!)).toBe(emailAddress(typed));
  });
});
