import type { IncomingMessage } from 'node:http';

/** Of addresses that lead nowhere, and of files. */
export const NO_ROUTE = 'none';

const named = new WeakMap<IncomingMessage, string>();

/** Says which route a request belongs to, where Express does not come to know it. */
export function nameRoute(request: IncomingMessage, route: string): void {
  named.set(request, route);
}

/**
 * The pattern that a request was served by, `/products/:handle`, as far as anybody knows it yet; never its address, so that no
 * caller can make series.
 */
export function routeName(request: IncomingMessage): string {
  const { route } = request as { route?: { path?: unknown } };
  return typeof route?.path === 'string' ? route.path : (named.get(request) ?? NO_ROUTE);
}
