/** Shopify's limits. Variants: 2,048, as Shopify has them since 2025 (100 before); amounts: see core/money. */
export const limits = {
  title: 255,
  handle: 255,
  options: 3,
  variants: 2048,
  images: 250,
  videos: 20,
  tags: 250,
  tag: 255,
  shortText: 255,
  imageAddress: 2048,
  imageAlt: 512,
  videoTitle: 512,
  /** Characters of a description. */
  body: 500_000,
  seoDescription: 1000,
  /** 1,000 kg. */
  grams: 1_000_000,
  stock: 1_000_000_000,
} as const;
