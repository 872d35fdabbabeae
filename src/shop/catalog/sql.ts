/** A piece of a statement with the values of its `?` marks, in order. */
export class Sql {
  constructor(
    readonly text: string,
    readonly values: readonly unknown[] = [],
  ) {}
}

/** Writes a statement whose `${}` parts are values to bind or other pieces: values never become text of a statement. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const values: unknown[] = [];
  const text = strings.reduce((before, string, index) => {
    const part = parts[index - 1];
    if (part instanceof Sql) values.push(...part.values);
    else values.push(part);
    return `${before}${part instanceof Sql ? part.text : '?'}${string}`;
  });
  return new Sql(text, values);
}
