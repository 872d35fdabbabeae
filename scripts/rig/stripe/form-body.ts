/** Parameters of a request as Stripe's library sends them: nested by brackets, every value a text. */
export interface Params {
  [name: string]: string | Params;
}

/** `a[b][0]=x` as `{ a: { b: { 0: 'x' } } }`. */
export function readParams(text: string): Params {
  const params: Params = {};
  for (const [name, value] of new URLSearchParams(text))
    put(params, name.split(/\]?\[|\]/).filter(Boolean), value);
  return params;
}

function put(params: Params, path: string[], value: string): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) params[name] = value;
  else put((params[name] ??= {}) as Params, rest, value);
}

export const textOf = (params: Params, name: string): string | undefined => {
  const value = params[name];
  return typeof value === 'string' ? value : undefined;
};

export const group = (params: Params, name: string): Params => {
  const value = params[name];
  return typeof value === 'object' ? value : {};
};

/** Texts by name, such as `metadata`. */
export const texts = (params: Params): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
