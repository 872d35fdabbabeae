import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Gate', () => {
  it('runs so many at once, all of them in the end, in the order in which they came', async () => {
    const gate = new Gate(3);
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const work = async (number: number) => {
      begun.push(number);
      most = Math.max(most, (running += 1));
      await turn();
      running -= 1;
      return number;
    };
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    expect(await Promise.all(numbers.map((number) => gate.run(() => work(number))))).toEqual(numbers);
    expect(most).toBe(3);
    expect(begun).toEqual(numbers);
  });

  it('lets the next one in when one fails', async () => {
    const gate = new Gate(1);
    const failing = gate.run(() => Promise.reject(new Error('no')));
    const next = gate.run(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await gate.run(() => Promise.resolve('again'))).toBe('again');
  });
});
