/** What search engines read about the shop and the way to a page. Sources: https://schema.org, and Google's pages on each kind. */

interface Crumb {
  href: string;
  text: string;
}

/** The shop itself; `logo` is the path of a picture. For the start page. */
export function shopData(origin: string, shop: { name: string; logo: string; line: string }): object[] {
  const organization = `${origin}/#organization`;
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'Organization',
      '@id': organization,
      name: shop.name,
      slogan: shop.line,
      url: `${origin}/`,
      logo: origin + shop.logo,
    },
    {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      '@id': `${origin}/#website`,
      name: shop.name,
      url: `${origin}/`,
      publisher: { '@id': organization },
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    },
  ];
}

/** The way to a page; the last step is the page itself. Google wants two steps at least: the start page is the first. */
export const crumbData = (origin: string, crumbs: readonly Crumb[], here: Crumb): object => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: [...crumbs, here].map(({ href, text }, i) => ({
    '@type': 'ListItem',
    position: i + 1,
    name: text,
    item: origin + href,
  })),
});
