/** `npm run prove -- --compose --quick`: people with journals in a project of its own, while containers are killed and emptied. */
import { join } from 'node:path';
import { run } from '../launcher/processes.mjs';
import { nodeProgram, root } from '../launcher/project.mjs';
import { expect } from './promises.mjs';

/** Errors: when a promise was broken, with what the run said. Answers how much people wrote down. */
export async function proofInContainers() {
  const args = [join(root, 'scripts', 'prove.mjs'), '--compose', '--quick'];
  const said = await run(nodeProgram(), args, { cwd: root });
  const report = said.split('\n').findLast((line) => line.startsWith('{'));
  const { acknowledged, orders } = JSON.parse(report).totals;
  expect(
    acknowledged > 0 && orders > 0,
    `${acknowledged} changes and ${orders} orders are too few to prove anything`,
  );
  return `nothing found in ${acknowledged} changes and ${orders} orders`;
}
