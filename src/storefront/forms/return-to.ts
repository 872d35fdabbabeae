const SOMEWHERE = 'http://shop.invalid';
/** Backslashes and control characters, which browsers read as slashes or drop. */
const TREACHEROUS = /[\\\u0000-\u001f\u007f]/; // oxlint-disable-line no-control-regex

/**
 * Where a form sends its visitor afterwards: `wanted` when it is a path of this shop, else `otherwise`. Anything that a
 * browser could take for another site is refused, also when it is percent-encoded.
 */
export function returnTo(wanted: unknown, otherwise: string): string {
  return typeof wanted === 'string' && isLocalPath(wanted) ? wanted : otherwise;
}

/** A path of this shop as it is, but for a `return_to` in it that leads nowhere here. */
export function withoutStrangeReturn(path: string): string {
  const [pathname = '', query] = path.split(/\?(.*)/s);
  const asked = new URLSearchParams(query);
  if (asked.getAll('return_to').every((wanted) => isLocalPath(wanted))) return path;
  asked.delete('return_to');
  return asked.size > 0 ? `${pathname}?${asked}` : pathname;
}

function isLocalPath(path: string): boolean {
  const decoded = decode(path);
  if (decoded === null || path.length > 2000 || TREACHEROUS.test(decoded)) return false;
  if (!path.startsWith('/') || decoded.startsWith('//')) return false;
  return new URL(path, SOMEWHERE).origin === SOMEWHERE;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
