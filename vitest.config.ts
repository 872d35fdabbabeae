import { defineConfig } from 'vitest/config';

/** One after the other: these start servers and processes, and the machine may have two cores. */
const alone = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };
/** Modules are loaded once and not once per file: importing the shop takes longer than many a file. Tests leave `process.env` as they found it. */
const together = { isolate: false };
/** And each project by itself: what faults measure must not be the load of the browser beside it. */
const inTurn = (groupOrder: number) => ({ sequence: { groupOrder } });

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'specs',
          ...inTurn(0),
          include: ['src/**/*.spec.ts', 'scripts/**/*.spec.ts'],
          setupFiles: ['reflect-metadata'],
        },
      },
      {
        test: {
          name: 'repositories',
          ...inTurn(1),
          include: ['test/repositories/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          ...together,
        },
      },
      {
        test: {
          name: 'journeys',
          ...inTurn(2),
          include: ['test/journeys/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
          ...together,
        },
      },
      {
        test: {
          name: 'faults',
          ...inTurn(3),
          include: ['test/faults/**/*.test.ts', 'test/ops/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
          ...together,
        },
      },
      {
        test: {
          name: 'slow',
          ...inTurn(4),
          include: ['test/slow/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
          ...together,
        },
      },
      {
        test: {
          name: 'pictures',
          ...inTurn(5),
          include: ['test/pictures/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
        },
      },
    ],
  },
});
