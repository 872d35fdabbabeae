import { describe, expect, it } from 'vitest';
import { filledForm } from './page-form.js';

const page = `<form action="/search"><input name="q"></form>
<form class="form" action="/checkout/contact" method="post">
  <input type="hidden" name="token" value="a&amp;b">
  <input name="mail" type="email" value="" autocomplete="email" required>
  <input name="first" type="text" value="Grace" autocomplete="shipping given-name">
  <input name="news" type="checkbox" value="1"><input name="same" type="checkbox" value="1" checked>
  <input name="way" type="radio" value="slow"><input name="way" type="radio" value="fast" checked>
  <select name="land" autocomplete="shipping country"><option value="DE" selected>D</option><option value="US">U</option></select>
  <textarea name="note">x &lt; y</textarea><button type="submit">Go</button>
</form>`;

describe('filledForm', () => {
  it('sends what a browser would send', () => {
    expect(filledForm(page, '/checkout/contact')).toEqual({
      token: 'a&b',
      mail: 'ada@example.com',
      first: 'Grace',
      same: '1',
      way: 'fast',
      land: 'US',
      note: 'x < y',
    });
  });

  it('says when the form is not there', () => {
    expect(() => filledForm(page, '/cart')).toThrow('no form posts to /cart');
  });
});
