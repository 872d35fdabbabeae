import { defineConfig } from 'vitest/config';

/** What asks MySQL and Redis of stock and of placing orders, as the mutation tests run it: in one process, file after file. */
export default defineConfig({
  test: {
    include: ['test/repositories/{inventory,stock-news,place-order,checkout-place}.test.ts'],
    setupFiles: ['reflect-metadata'],
    root: process.cwd(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // Loading the shop takes longer than most of the tests.
    isolate: false,
  },
});
