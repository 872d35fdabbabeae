import type { Request } from 'express';

/** Whether the answer goes into the drawer beside the page (`public/js/cart-drawer.js`) and not to a page of its own. */
export const isForDrawer = (request: Request): boolean => request.headers['turbo-frame'] === 'cart-contents';
