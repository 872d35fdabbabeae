/** What search engines read about the shop and the way to a page. Sources: https://schema.org, and Google's pages on each kind. */

interface Crumb {
  href: string;
  text: string;
}

/** Where a shop is: `origin` stands before the paths of pictures, `base` before those of pages in `language`. */
interface Place {
  origin: string;
  base: string;
  language: string;
}

/** The shop itself; `logo` is the path of a picture. For the start page. */
export function shopData(
  { origin, base, language }: Place,
  shop: { name: string; logo: string; line: string },
): object[] {
  const organization = `${origin}/#organization`;
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'Organization',
      '@id': organization,
      name: shop.name,
      slogan: shop.line,
      url: `${base}/`,
      logo: origin + shop.logo,
    },
    {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      '@id': `${base}/#website`,
      name: shop.name,
      url: `${base}/`,
      inLanguage: language,
      publisher: { '@id': organization },
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${base}/search?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    },
  ];
}

/** The way to a page; the last step is the page itself. Google wants two steps at least: the start page is the first. */
export const crumbData = (base: string, crumbs: readonly Crumb[], here: Crumb): object => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: [...crumbs, here].map(({ href, text }, i) => ({
    '@type': 'ListItem',
    position: i + 1,
    name: text,
    item: base + href,
  })),
});
