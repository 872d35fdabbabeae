/** Counts what vitest's JSON report says. */
import { existsSync, readFileSync } from 'node:fs';
import { say } from './terminal.mjs';

/**
 * Passed and failed tests. A test file that could not be loaded counts as one failure, and so does a run that
 * failed without naming a test (an unhandled rejection, a killed process, no report at all).
 */
export function countTests(file, exitCode) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
  const all = report.testResults.flatMap((result) => result.assertionResults);
  const broken = report.testResults.filter(
    (r) => r.status === 'failed' && r.assertionResults.every((t) => t.status !== 'failed'),
  );
  const count = (status) => all.filter((test) => test.status === status).length;
  const failed = count('failed') + broken.length;
  const left = all.length - count('passed') - count('failed');
  if (left > 0) say(`${left} not run`);
  if (all.length === 0) say('No test was run.');
  return { passed: count('passed'), failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
