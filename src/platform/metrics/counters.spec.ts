import { describe, expect, it } from 'vitest';
import { changeLiveStreams, counted, countRedis, countRequest, openLiveStreams } from './counters.js';

const valuesOf = (name: string) => structuredClone(counted.find((one) => one.name === name)!.values);

describe('counters', () => {
  it('begin at 0, each with every value that its labels can have', () => {
    expect(valuesOf('redis_deadline_misses_total')).toEqual({ session: 0, cart: 0, cache: 0 });
    expect(valuesOf('session_reads_total')).toEqual({ found: 0, none: 0, odd: 0, ended: 0, away: 0 });
  });

  it('count one thing and leave the others alone', () => {
    countRedis('cart', 'late');
    const none = { ok: 0, failed: 0, late: 0, away: 0 };
    expect(valuesOf('redis_commands_total')).toEqual({
      session: none,
      cart: { ...none, late: 1 },
      cache: none,
    });
  });

  it('count requests by method, status, class and route', () => {
    countRequest('GET', '200', 'home', '/');
    countRequest('GET', '200', 'home', '/');
    countRequest('GET', 'aborted', 'cart', '/cart/add');
    expect(valuesOf('http_requests_total')).toEqual({
      GET: { 200: { home: { '/': 2 } }, aborted: { cart: { '/cart/add': 1 } } },
    });
  });

  it('know how many streams are open at this moment', () => {
    changeLiveStreams(1);
    changeLiveStreams(1);
    changeLiveStreams(-1);
    expect(openLiveStreams()).toBe(1);
  });
});
