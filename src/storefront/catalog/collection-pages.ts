import type { Messages } from '../../platform/views/messages.js';

interface PageLink {
  number?: number;
  href?: string;
  isHere?: boolean;
  isGap?: boolean;
}

/** Model of the partial `pagination`: first, last and the pages around this one; null when there is one page only. */
export function pageNumbers(
  { page, pageCount }: { page: number; pageCount: number },
  toPage: (page: number) => string,
  t: Messages['t'],
) {
  if (pageCount < 2) return null;
  const shown = [1, page - 1, page, page + 1, pageCount].filter((n) => n >= 1 && n <= pageCount);
  const numbers = [...new Set(shown)].flatMap((number, i, all): PageLink[] => {
    const link = { number, href: toPage(number), isHere: number === page };
    return i > 0 && number - (all[i - 1] ?? 0) > 1 ? [{ isGap: true }, link] : [link];
  });
  return {
    label: t('common.pages'),
    previous: page > 1 ? toPage(page - 1) : null,
    next: page < pageCount ? toPage(page + 1) : null,
    numbers,
  };
}
