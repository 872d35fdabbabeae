import { expect, it } from 'vitest';
import { Cookies } from './cookies.js';

it('keeps what answers set, in the order in which it came, until it is emptied or over', () => {
  const cookies = new Cookies();
  cookies.keep([
    'session=s%3Aone=; Path=/; HttpOnly',
    'message=hello; Expires=Fri, 01 Jan 2100 00:00:00 GMT',
  ]);
  expect(cookies.header).toBe('session=s%3Aone=; message=hello');
  cookies.keep(['message=; Path=/', 'other=1']);
  expect(cookies.header).toBe('session=s%3Aone=; other=1');
  cookies.keep(['session=s%3Aone; expires=Thu, 01 Jan 1970 00:00:00 GMT']);
  expect(cookies.header).toBe('other=1');
  cookies.keep(['other=2', 'foreign=1'], (name) => name === 'other');
  expect(cookies.header).toBe('other=2');
  expect(Cookies.of('a=1; b=x=y').header).toBe('a=1; b=x=y');
  expect([Cookies.of('').size, Cookies.of('').header]).toEqual([0, '']);
});
