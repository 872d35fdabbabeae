import { describe, expect, it } from 'vitest';
import { newClient } from './new-client.js';

describe('a new client', () => {
  it('is of one class, whatever its options, and has them', () => {
    const [one, other] = [6379, 6380].map((port) => newClient({ database: 3, socket: { host: 'a', port } }));
    expect(Object.getPrototypeOf(one)).toBe(Object.getPrototypeOf(other));
    expect([one!.options.socket, one!.options.database]).toEqual([{ host: 'a', port: 6379 }, 3]);
    expect(other!.options.socket).toEqual({ host: 'a', port: 6380 });
    expect(one!.isOpen).toBe(false);
  });
});
