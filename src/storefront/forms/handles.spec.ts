import { expect, it } from 'vitest';
import { readHandles } from './handles.js';

it('reads handles of an address, each once, and no more than wanted', () => {
  expect(readHandles('mug, kettle,mug,,bad\u0000one', 12)).toEqual(['mug', 'kettle']);
  expect(readHandles('a,b,c', 2)).toEqual(['a', 'b']);
  expect(readHandles(['a'], 2)).toEqual([]);
  expect(readHandles('x'.repeat(256), 2)).toEqual([]);
});
