/** Most lines a cart may have. */
export const MAX_CART_LINES = 500;
/** Highest quantity of one line. */
export const MAX_LINE_QUANTITY = 9_999;
