import { defineConfig } from 'vitest/config';

/** One process for all files: what costs time is to load the library and to synthesise, which happens once then. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
