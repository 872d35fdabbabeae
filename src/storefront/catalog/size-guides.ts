import { activeTheme } from '../../platform/theme/theme.js';

const handleOf = (guide: string): string => `size-guide-${guide}`;

/** Handles of the pages with sizes, each a text of `content/`: those that the theme names. */
export const sizeGuideHandles = (): string[] => Object.keys(activeTheme().sizeGuides).map(handleOf);

/** Address of the sizes of a kind of product; null when the theme has none for it. */
export function sizeGuidePath(productType: string): string | null {
  const wanted = productType.toLowerCase();
  const guides = Object.entries(activeTheme().sizeGuides);
  const guide = guides.find(([, types]) => types.some((type) => type.toLowerCase() === wanted));
  return guide ? `/pages/${handleOf(guide[0])}` : null;
}
