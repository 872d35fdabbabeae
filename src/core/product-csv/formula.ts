const FORMULA = /^[=+\-@\t\r]/;
const NEUTRAL = /^'(?=[=+\-@\t\r])/;

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export const neutralised = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Takes that apostrophe away again. */
export const restored = (text: string): string => text.replace(NEUTRAL, '');
