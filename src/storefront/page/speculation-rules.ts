/** `/products/lamp`, and the same in another language, `/de/products/lamp`. A query is a choice, and often one of many: not fetched ahead. */
const page = (folder: string) => ({
  href_matches: { pathname: `/:language([a-z]{2}(?:-[a-z]{2})?)?/${folder}/:handle`, search: '' },
});

/**
 * What browsers may fetch ahead once somebody is about to follow a link: pages of products and of lists, as everybody sees them. They are
 * named one by one, so that nothing that does something, or belongs to one visitor, is ever among them. Fetched, not shown:
 * what counts visits or remembers them runs when a page is looked at.
 */
export const speculationRules = (): Buffer =>
  Buffer.from(
    JSON.stringify({
      prefetch: [{ where: { or: ['products', 'collections'].map(page) }, eagerness: 'moderate' }],
    }),
  );
