import { defineConfig } from 'vitest/config';

/** One after the other: these start servers and processes, and the machine may have two cores. */
const alone = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'specs',
          include: ['src/**/*.spec.ts', 'scripts/**/*.spec.ts'],
          setupFiles: ['reflect-metadata'],
        },
      },
      {
        test: {
          name: 'repositories',
          include: ['test/repositories/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts', 'test/ops/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...alone,
        },
      },
    ],
  },
});
