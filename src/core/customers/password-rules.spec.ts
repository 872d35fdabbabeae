import { describe, expect, it } from 'vitest';
import { MAX_PASSWORD_LENGTH, passwordProblem } from './password-rules.js';

const context = ['ada', 'lovelace', 'ada.lovelace', 'larch', 'lantern'];

describe('passwordProblem', () => {
  it.each(['1234567', 'x y z q', '😀😀😀😀😀😀😀'])('finds %j too short', (password) =>
    expect(passwordProblem(password, context)).toBe('password_too_short'),
  );

  it('takes 256 characters and refuses 257', () => {
    const long = 'correct horse battery staple '.repeat(9);
    expect(passwordProblem(long.slice(0, MAX_PASSWORD_LENGTH), context)).toBeNull();
    expect(passwordProblem(long.slice(0, MAX_PASSWORD_LENGTH + 1), context)).toBe('password_too_long');
  });

  it.each(
    `12345678 123456789 1234567890 87654321 11111111 00000000 12341234 123123123
    password Password1 PASSWORD passw0rd P@ssw0rd p4ssword! password123 password2026
    qwertyuiop qwerty123 1q2w3e4r 1qaz2wsx zaq12wsx q1w2e3r4t5 asdfghjkl qwer1234
    iloveyou sunshine princess1 football superman trustno1 welcome1 michael1985
    abcdefgh abcd1234 aaaaaaaa abababab abc12345 jordan23 charlie1 !@#$%^&*`.split(/\s+/),
  )('refuses %j, which is guessed first', (password) =>
    expect(passwordProblem(password, [])).toBe('password_common'),
  );

  it.each(['lovelace1815', 'Ada.Lovelace', 'larch-lantern', 'Lantern2026'])(
    'refuses %j, made of words that belong to the account or the shop',
    (password) => expect(passwordProblem(password, context)).toBe('password_common'),
  );

  it.each([
    'correct horse battery staple',
    'nine tents by the lake',
    'r7!kQ2vw',
    '        tent pegs',
    'пятьстульев',
    '31415926',
    'thunder over oslo',
    '\0\0 odd but mine',
  ])('takes %j', (password) => expect(passwordProblem(password, context)).toBeNull());
});
