import { describe, expect, it } from 'vitest';
import { TripLog } from './trip-log.js';

describe('the log of a link', () => {
  it('counts from its begin to its end, and keeps nothing at other times, however long the link is there', () => {
    const log = new TripLog();
    const ask = (...names: string[]) => names.map((name) => log.asked([name, 'cart:1']));
    expect(ask('GET', 'SET')).toEqual([false, false]);
    log.begin();
    expect(ask('HGETALL', 'EXPIRE', 'PING')).toEqual([true, true, false]);
    log.answered(Buffer.from('*0\r\n'));
    expect(ask('GET')).toEqual([true]);
    const commands = ['HGETALL', 'EXPIRE', 'GET'].map((name) => [name, 'cart:1']);
    expect(log.end()).toEqual({ roundTrips: 2, commands });
    expect(ask('GET')).toEqual([false]);
    expect(log.end()).toEqual({ roundTrips: 0, commands: [] });
  });
});
