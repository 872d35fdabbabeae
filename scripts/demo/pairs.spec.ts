import { describe, expect, it } from 'vitest';
import { demoProducts } from './catalogue.js';
import { demoPairs } from './pairs.js';

describe('what goes together in the demo shop', () => {
  it('is there, and is something else', () => {
    const handles = demoProducts.map(({ handle }) => handle);
    for (const [handle, others] of Object.entries(demoPairs)) {
      expect(handles).toEqual(expect.arrayContaining([handle, ...others]));
      expect(others).not.toContain(handle);
      expect(new Set(others).size).toBe(others.length);
    }
  });
});
