interface Beside {
  /** Path of the page where the choice was made. */
  from?: string;
  /** One more was wanted than can be compared. */
  isFull?: boolean;
}

/** Address of the page that compares these products, which can be sent to others. */
export function compareAddress(
  handles: readonly string[],
  { from = '', isFull = false }: Beside = {},
): string {
  const query = new URLSearchParams();
  if (from) query.set('from', from);
  if (isFull) query.set('full', '1');
  const more = query.size > 0 ? `&${query}` : '';
  // Commas stay as they are: people read addresses.
  return `/compare?products=${handles.map(encodeURIComponent).join(',')}${more}`;
}
