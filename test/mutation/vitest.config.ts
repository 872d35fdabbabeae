import { defineConfig } from 'vitest/config';

/** What needs no server, as the mutation tests run it. */
export default defineConfig({
  test: { include: ['src/core/**/*.spec.ts', 'src/shop/checkout/**/*.spec.ts'], root: process.cwd() },
});
