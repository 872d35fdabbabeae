import { describe, expect, it } from 'vitest';
import { factRows, readFact } from './facts.js';

describe('facts side by side', () => {
  it('are read at the first colon', () => {
    expect(readFact('Size: 20 x 30: folded')).toEqual({ label: 'Size', value: '20 x 30: folded' });
    for (const line of ['', 'No colon', ': nothing', 'Nothing:']) expect(readFact(line)).toBeNull();
  });

  it('have a row for every label that any product has, and a gap where one says nothing', () => {
    const kettle = [
      { label: 'Material', value: 'steel' },
      { label: 'Weight', value: '400 g' },
    ];
    const mug = [
      { label: 'weight', value: '120 g' },
      { label: 'Care', value: 'dishwasher' },
      { label: 'Care', value: 'no bleach' },
    ];
    expect(factRows([kettle, mug])).toEqual([
      { label: 'Material', values: ['steel', null] },
      { label: 'Weight', values: ['400 g', '120 g'] },
      { label: 'Care', values: [null, 'dishwasher; no bleach'] },
    ]);
    expect(factRows([])).toEqual([]);
  });
});
