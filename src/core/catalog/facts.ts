/** One line of a product's list of facts, such as `Weight: 300 g`. Plain text. */
export interface Fact {
  label: string;
  value: string;
}

/** A row for each label that any list has; null where a list says nothing about it. */
export interface FactRow {
  label: string;
  values: (string | null)[];
}

/** `Material: wool, undyed` at its first colon; null for a line without one, which answers no question that others answer. */
export function readFact(line: string): Fact | null {
  const at = line.indexOf(':');
  const [label, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  return at === -1 || label === '' || value === '' ? null : { label, value };
}

/**
 * Lists of facts side by side: `values` in the order of `lists`, rows in the order in which labels come first. Labels are the same in any case; a
 * label that a list has twice has both values in one place.
 */
export function factRows(lists: readonly (readonly Fact[])[]): FactRow[] {
  const rows = new Map<string, FactRow>();
  lists.forEach((facts, nth) => {
    for (const { label, value } of facts) {
      const row = rows.get(label.toLowerCase()) ?? { label, values: lists.map(() => null) };
      const before = row.values[nth];
      row.values[nth] = before ? `${before}; ${value}` : value;
      rows.set(label.toLowerCase(), row);
    }
  });
  return [...rows.values()];
}
