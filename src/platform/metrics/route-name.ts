import type { IncomingMessage } from 'node:http';

/** Of addresses that lead nowhere, and of files. */
export const NO_ROUTE = 'none';

interface Routed {
  /** By Express, once it has found it. */
  route?: { path?: unknown };
  /** By us; a property, since a look into a WeakMap costs a page that lies ready as much as all other counting. */
  namedRoute?: string;
}

/** Says which route a request belongs to, where Express does not come to know it. */
export function nameRoute(request: IncomingMessage, route: string): void {
  (request as Routed).namedRoute = route;
}

/**
 * The pattern that a request was served by, `/products/:handle`, as far as anybody knows it yet; never its address, so that no
 * caller can make series.
 */
export function routeName(request: IncomingMessage): string {
  const { namedRoute, route } = request as Routed;
  if (namedRoute !== undefined) return namedRoute;
  return typeof route?.path === 'string' ? route.path : NO_ROUTE;
}
