import { creditQuestions } from './credit-questions.js';
import { orderQuestions } from './order-questions.js';
import { paymentQuestions } from './payment-questions.js';
import { promotionQuestions } from './promotion-questions.js';
import type { Question } from './question.js';
import { shelfQuestions } from './shelf-questions.js';

/** Every table is looked at, whoever wrote it. */
export const questions: readonly Question[] = [
  ...orderQuestions,
  ...paymentQuestions,
  ...creditQuestions,
  ...promotionQuestions,
  ...shelfQuestions,
];

/** The answer to one question: the names of the rows that are wrong. */
export interface Finding {
  question: Question;
  ids: readonly string[];
}

/** Where the rows are: `Database`, or one connection in a transaction. */
export interface Source {
  query<Row>(sql: string): Promise<Row[]>;
}

/**
 * Asks all questions, one after the other. Each sees the rows of one moment, so the shop may be open meanwhile. A plain reading:
 * nothing is changed or locked.
 */
export async function audit(source: Source): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const question of questions) {
    const rows = await source.query<Record<string, unknown>>(question.sql);
    findings.push({ question, ids: rows.map((row) => String(Object.values(row)[0])) });
  }
  return findings;
}

export const isWrong = ({ ids }: Finding): boolean => ids.length > 0;

/** The names of wrong rows, by what is wrong with them; empty when all is well. */
export async function wrongRows(source: Source): Promise<Record<string, readonly string[]>> {
  const wrong = (await audit(source)).filter(isWrong);
  return Object.fromEntries(wrong.map(({ question, ids }) => [question.wrong, ids]));
}
