/** Collections of links that lead to none: a theme may name one that this shop does not have. */
export const leadsNowhere = (href: string, collections: readonly { handle: string }[]): boolean => {
  const [, handle] = /^\/collections\/([^/?]+)/.exec(href) ?? [];
  return handle !== undefined && handle !== 'all' && !collections.some((one) => one.handle === handle);
};
