import { defineConfig } from 'vitest/config';

/** The rules that need no server, as the mutation tests run them. */
export default defineConfig({
  test: { include: ['src/core/**/*.spec.ts'], root: process.cwd() },
});
