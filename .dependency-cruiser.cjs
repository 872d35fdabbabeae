/** Who may import whom. Each rule says why; `npm run check` fails on the first arrow that points the wrong way. */
const shop = (nouns) => `^src/shop/(${nouns.join('|')})/`;
const rules = [];

/** A noun may import core, platform, itself and the nouns listed; packages are free. */
function noun(name, others, comment) {
  rules.push({
    name: `${name}-imports`,
    severity: 'error',
    comment,
    from: { path: shop([name]), pathNot: '[.]spec[.]ts$' },
    to: { path: '^(src|scripts)/', pathNot: ['^src/core/', '^src/platform/', shop([name, ...others])] },
  });
}

/** A room of the storefront may import what every page is made with, itself and the rooms listed. */
function room(name, others, comment) {
  const inRooms = (rooms) => `^src/storefront/(${rooms.join('|')})/`;
  rules.push({
    name: `pages-of-${name}-import`,
    severity: 'error',
    comment,
    from: { path: inRooms([name]), pathNot: '[.]spec[.]ts$' },
    to: { path: '^src/storefront/.+/', pathNot: inRooms(['page', 'forms', 'prices', name, ...others]) },
  });
}

rules.push(
  {
    name: 'no-circles',
    severity: 'error',
    comment: 'Two files that need each other are one file, or have a third one between them.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'core-imports-only-core',
    severity: 'error',
    comment: 'Price and state rules must run without a server. Take what you need as an argument.',
    from: { path: '^src/core/', pathNot: '[.]spec[.]ts$' },
    to: { pathNot: '^src/core/' },
  },
  {
    name: 'platform-is-the-ground-floor',
    severity: 'error',
    comment: 'Every noun stands on the platform, so it leans on none of them.',
    from: { path: '^src/platform/' },
    to: { path: '^(src|scripts)/', pathNot: ['^src/platform/', '^src/core/'] },
  },
  {
    name: 'faces-use-services',
    severity: 'error',
    comment: 'A noun is entered through its service; repositories and entities stay home.',
    from: { path: '^src/(storefront|admin|api)/' },
    to: { path: '^src/shop/.*[.](repository|entity)[.]ts$' },
  },
  {
    name: 'nouns-are-entered-by-services',
    severity: 'error',
    comment: "Another noun's tables are reached through its service only.",
    from: { path: '^src/shop/([^/]+)/' },
    to: { path: '^src/shop/.*[.](repository|entity)[.]ts$', pathNot: '^src/shop/$1/' },
  },
  {
    name: 'faces-do-not-know-each-other',
    severity: 'error',
    comment: 'What two faces share belongs to a noun or to the platform.',
    from: { path: '^src/(storefront|admin|api)/' },
    to: { path: '^src/(storefront|admin|api)/', pathNot: '^src/$1/' },
  },
  {
    name: 'traces-are-an-install-of-their-own',
    severity: 'error',
    comment:
      'Who wants no traces installs and loads nothing for them. src/platform/tracing loads the folder when asked.',
    from: { path: '^(src|scripts|migrations)/' },
    to: { path: ['^tracing/', '@opentelemetry/'] },
  },
  {
    name: 'no-one-imports-tests',
    severity: 'error',
    comment: 'Production code that leans on test support is not production code.',
    from: { path: '^(src|scripts|migrations)/', pathNot: '[.]spec[.]ts$' },
    to: { path: '^test/' },
  },
);

const self = 'This noun needs no other noun.';
noun('catalog', [], self);
noun('inventory', [], self);
noun('customers', [], self);
noun('payments', [], self);
noun('delivery', [], self);
noun('tax', [], self);
noun('promotions', [], self);
noun('credit', [], self);
noun('product-csv', ['catalog', 'inventory'], 'A row of a product file is a product and its stock.');
noun('contact', [], self);
noun('newsletter', [], self);
noun('terms', [], self);
noun('stock-alerts', ['catalog'], 'A wish for a variant, told with what the variant is.');
noun('wishlists', [], self);
noun('reviews', ['catalog', 'orders'], 'What somebody who ordered a product says of it.');
noun('cart', ['catalog', 'inventory'], 'A cart is variants and what is available.');
noun(
  'orders',
  ['inventory', 'payments', 'delivery', 'promotions', 'credit'],
  'Cancelling gives stock, money, coupons and credit back.',
);
noun('recommendations', ['catalog', 'orders'], 'What orders say of products that go together.');
noun('documents', ['orders', 'payments'], 'Invoice and packing slip are about an order, and how it is paid.');
noun('returns', ['orders', 'inventory'], 'Takes back what was sent.');
noun('fulfilment', ['orders', 'inventory'], 'Ships what was ordered.');
noun(
  'personal-data',
  [
    'catalog',
    'customers',
    'payments',
    'credit',
    'promotions',
    'cart',
    'orders',
    'returns',
    'reviews',
    'wishlists',
    'stock-alerts',
    'newsletter',
    'checkout',
  ],
  'What the shop knows of a person, and how it forgets them, is spread over all that know something.',
);
noun(
  'checkout',
  [
    'catalog',
    'inventory',
    'customers',
    'payments',
    'credit',
    'delivery',
    'tax',
    'promotions',
    'cart',
    'orders',
  ],
  'The only place where all meet; nothing but a face, and what forgets a person, imports it.',
);

const alone = 'These pages need no other ones.';
room('forms', [], alone);
room('prices', [], alone);
room('mail-preview', [], alone);
room('delivery', [], alone);
room('catalog', ['share'], 'A product has a picture for other sites.');
room('share', ['catalog'], 'Pictures for other sites show what the cards of products show.');
room(
  'page',
  ['cart', 'catalog', 'delivery', 'share'],
  'Around every page stand the cart, the menu and what delivery promises.',
);
room('product-json', ['catalog'], 'Products, for programs.');
room('home', ['catalog'], 'Cards of products and tiles of collections.');
room('styleguide', ['catalog'], 'Cards of products and tiles of collections.');
room('compare', ['catalog'], 'Products side by side.');
room(
  'outward',
  ['catalog', 'content', 'delivery'],
  'Machines read of products, of texts, and of what delivery costs.',
);
room(
  'cart',
  ['catalog', 'product-json', 'delivery', 'checkout'],
  'Cards below the cart, its JSON, the estimate, gift cards as codes.',
);
room('wishlist', ['catalog', 'cart'], 'A wish is a product that goes into the cart.');
room('account', ['cart', 'wishlist'], 'Who signs in brings a cart and wishes along.');
room('content', ['catalog', 'delivery'], 'Size guides and what delivery costs stand in texts.');
room(
  'checkout',
  ['cart', 'content', 'account'],
  'The cart becomes an order, by the terms, for an account or a guest.',
);
room(
  'orders',
  ['catalog', 'cart', 'content', 'account'],
  'An order is bought again, reviewed, and reads as the account does.',
);

module.exports = {
  forbidden: rules,
  options: {
    doNotFollow: { path: 'node_modules' },
    // The TypeScript 7 package has no parser for others to use yet.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
    exclude: { path: '^(dist|node_modules)/' },
  },
};
