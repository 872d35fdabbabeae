/** Counts and names what vitest's JSON report says. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './project.mjs';
import { say } from './terminal.mjs';

const hasFailed = ({ status }) => status === 'failed';
const MAX_CHARS = 600;

/** What is said before the stack (a browser's last addresses are in its later lines), and where in the tests it was. */
function why(text = '') {
  const lines = stripVTControlCharacters(text).split('\n');
  const isStack = (line) => /^\s+at /.test(line);
  const said = lines.filter((line) => !isStack(line) && /\w/.test(line)).map((line) => line.trim());
  const places = lines.filter(isStack).flatMap((line) => /\btest\/[\w/.-]+:\d+/.exec(line) ?? []);
  return [said.join(' | ').slice(0, MAX_CHARS), ...places].join(' < ');
}

/** `file > name: why`, of every test that failed and of every file that could not be loaded. */
function failuresIn({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.filter(hasFailed);
    if (tests.length === 0) return status === 'failed' ? [`${file}: ${why(message)}`] : [];
    return tests.map((test) => `${file} > ${test.fullName}: ${why(test.failureMessages?.[0])}`);
  });
}

/**
 * Passed and failed tests. A test file that could not be loaded counts as one failure, and so does a run that
 * failed without naming a test (an unhandled rejection, a killed process, no report at all). Failures are said again
 * in lines `failed: ...`, since the end of a long log is what people see.
 */
export function countTests(file, exitCode) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
  const all = report.testResults.flatMap((result) => result.assertionResults);
  const passed = all.filter(({ status }) => status === 'passed').length;
  const failures = failuresIn(report);
  const left = all.length - passed - all.filter(hasFailed).length;
  if (left > 0) say(`${left} not run`);
  if (all.length === 0) say('No test was run.');
  if (failures.length === 0 && exitCode !== 0)
    failures.push(`the test run itself, with exit code ${exitCode}`);
  for (const failure of failures) say(`failed: ${failure}`);
  return { passed, failed: failures.length };
}
