const OF_ONE_ANSWER = new Set([
  'x-request-id',
  'server-timing',
  'connection',
  'content-type',
  'content-length',
  'content-encoding',
]);

/**
 * Names and values in turn of an answer's headers, without those that tell one answer, or one packing, from another. Null
 * when a cookie is among them: then it was an answer for one person only.
 */
export function lastingHeaders(headers: Readonly<Record<string, unknown>>): string[] | null {
  if ('set-cookie' in headers) return null;
  return Object.entries(headers).flatMap(([name, value]) =>
    OF_ONE_ANSWER.has(name) ? [] : [name, String(value)],
  );
}
