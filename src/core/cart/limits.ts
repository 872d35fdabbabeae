/** Most lines a cart may have. */
export const MAX_CART_LINES = 500;
/** Most lines that may be saved for later. */
export const MAX_SAVED_LINES = 100;
/** Highest quantity of one line. */
export const MAX_LINE_QUANTITY = 9_999;
/** Changes a cart remembers: what can be taken back, and what a repeated request is recognised by. */
export const MAX_JOURNAL_ENTRIES = 50;
/** Most attributes a cart may have. */
export const MAX_CART_ATTRIBUTES = 190;
