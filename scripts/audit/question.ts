/** Asks for rows that must not be there. */
export interface Question {
  /** What is wrong when there are any. */
  wrong: string;
  /** What the rows are. */
  of: string;
  /** One statement; the first column names the row. */
  sql: string;
  /** What a person does about it. */
  cure: string;
}
