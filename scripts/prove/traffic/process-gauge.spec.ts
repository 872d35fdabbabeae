import { describe, expect, it } from 'vitest';
import { growth, readProcess } from './process-gauge.js';

const reading = (at: number, rssMb: number) => ({ at, rssMb, descriptors: 40 });

describe('what a process has', () => {
  it('is read of one that runs', () => {
    const { rssMb, descriptors } = readProcess(process.pid, 0);
    expect(rssMb).toBeGreaterThan(10);
    expect(descriptors).toBeGreaterThan(2);
  });

  it('grows by the slope of all readings, not by the last one', () => {
    const readings = [0, 0.5, 1, 1.5].map((at) => reading(at, 100 + 6 * at));
    expect(growth(readings, ({ rssMb }) => rssMb)).toBeCloseTo(6);
    expect(growth(readings, ({ descriptors }) => descriptors)).toBe(0);
    expect(growth([reading(0, 100)], ({ rssMb }) => rssMb)).toBe(0);
  });
});
