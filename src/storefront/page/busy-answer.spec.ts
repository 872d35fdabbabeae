import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { busyAnswer } from './busy-answer.js';

const messages = new Messages('en');
const refuse = busyAnswer(new Views(messages, { reload: false }), messages);
const app = express().use((asked, response) => refuse(asked, response));

describe('the answer of a process that has too much to do', () => {
  it('is a whole page that no cache keeps, with a way to try again', async () => {
    const answer = await request(app).get('/collections/all').expect(503);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.text).toMatch(/^<!doctype html>[\s\S]*<h1[^>]*>A full house<\/h1>[\s\S]*<\/html>\s*$/);
    expect(answer.text).toContain('<a class="button" href="">Try again</a>');
  });

  it('comes at different times, between 2 and 8 seconds', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => request(app).get('/')));
    const seconds = new Set(answers.map(({ headers }) => Number(headers['retry-after'])));
    expect(seconds.size).toBeGreaterThan(3);
    expect([...seconds].filter((one) => !(one >= 2 && one <= 8))).toEqual([]);
  });

  it('tells a form that nothing was done, and repeats nothing', async () => {
    const { text } = await request(app).post('/checkout/orders').send('token=1').expect(503);
    expect(text).toContain('Nothing was changed and nothing was ordered');
    expect(text).not.toContain('Try again</a>');
  });

  it.each(['/search/suggest.json?q=x', '/cart/add.js'])('is JSON at %s', async (address) => {
    const answer = await request(app).post(address).expect(503);
    expect(answer.body).toEqual({
      status: 503,
      message: 'A full house',
      description: messages.t('errors.busy.change'),
    });
  });

  it('fits into the drawer', async () => {
    const answer = await request(app).get('/cart/drawer').set('turbo-frame', 'cart-contents').expect(503);
    expect(answer.text).toContain('<turbo-frame id="cart-contents">');
    expect(answer.text).not.toContain('<html');
  });

  it('has no body for HEAD', async () => {
    const answer = await request(app).head('/').expect(503);
    expect(answer.text).toBeUndefined();
  });
});
