import { describe, expect, it } from 'vitest';
import { readContactForm } from './contact.form.js';

const fine = { name: ' Ada ', email: 'Ada@Example.com', order: '', message: 'One.\r\nTwo.', website: '' };
const problemsOf = (changes: object) => {
  const form = readContactForm({ ...fine, ...changes });
  return form.ok ? {} : form.problems;
};

describe('the contact form', () => {
  it('is a letter with an address in its normal form', () => {
    expect(readContactForm(fine)).toEqual({
      ok: true,
      letter: { name: 'Ada', email: 'ada@example.com', order: '', message: 'One.\nTwo.' },
      isTrapped: false,
    });
  });

  it.each([
    [{ name: ' ' }, 'name', 'name_missing'],
    [{ name: 'a\nBcc: x@y.example' }, 'name', 'name_wrong'],
    [{ name: 'x'.repeat(101) }, 'name', 'name_wrong'],
    [{ email: '' }, 'email', 'email_missing'],
    [{ email: 'a@b.example\r\nBcc: x@y.example' }, 'email', 'email_wrong'],
    [{ email: 'a@b.example, x@y.example' }, 'email', 'email_wrong'],
    [{ order: '1001\r\nBcc: x@y.example' }, 'order', 'order_wrong'],
    [{ message: ' \r\n' }, 'message', 'message_missing'],
    [{ message: 'x'.repeat(5001) }, 'message', 'message_too_long'],
    [{ message: 'a\0b' }, 'message', 'message_wrong'],
  ])('%j is refused beside its field', (changes, field, key) => {
    expect(problemsOf(changes)).toEqual({ [field]: `pages.contact.${key}` });
  });

  it('keeps what was typed when it is refused', () => {
    const form = readContactForm({ ...fine, name: '', message: ' kept ' });
    expect(form).toMatchObject({ ok: false, typed: { email: 'Ada@Example.com', message: ' kept ' } });
  });

  it('knows programs by the field that nobody sees', () => {
    expect(readContactForm({ ...fine, website: 'http://x.example' })).toMatchObject({ isTrapped: true });
  });
});
