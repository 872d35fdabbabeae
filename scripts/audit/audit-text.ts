import { isWrong, type Finding } from './audit.js';

const MOST_NAMED = 10;

function named({ ids, question: { of } }: Finding): string {
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return `${of} ${ids.slice(0, MOST_NAMED).join(', ')}${more}`;
}

function paragraph(finding: Finding): string {
  const { wrong, cure } = finding.question;
  const line = `${String(finding.ids.length).padStart(6)} wrong  ${wrong}`;
  return isWrong(finding) ? `${line}\n              ${named(finding)}\n              ${cure}` : line;
}

/** One line for each question; below one that found something, which rows, and what to do. */
export const auditText = (findings: readonly Finding[]): string => findings.map(paragraph).join('\n');

/** The last line: how it all ended. */
export function auditSum(findings: readonly Finding[]): string {
  const wrong = findings.filter(isWrong).length;
  return wrong === 0
    ? `All ${findings.length} questions: 0 wrong.`
    : `${wrong} of ${findings.length} questions found something wrong. Take a backup before you change anything.`;
}
