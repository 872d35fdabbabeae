import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { resilienceTables } from '../support/matrix/resilience-page.js';

const [FROM, TO] = ['<!-- from here: test/support/matrix/matrix.ts -->\n\n', '\n\n<!-- to here -->'];

it('docs/resilience.md says what the matrix of what works is tested for', () => {
  const page = readFileSync(join(PROJECT_ROOT, 'docs', 'resilience.md'), 'utf8');
  const tables = page.split(FROM)[1]?.split(TO)[0];
  expect(tables, 'put the tables that are expected between the two comments').toBe(resilienceTables());
});
