import type { Messages } from '../platform/views/messages.js';

export interface ContentPage {
  title: string;
  lead: string;
  sections: { heading: string; text: string }[];
}

/** `/pages/...` and `/policies/...`, by the handles that Shopify uses. */
export const CONTENT_PAGES = {
  pages: ['about', 'contact'],
  policies: ['shipping-policy', 'refund-policy', 'privacy-policy', 'terms-of-service'],
} as const;

/** The page whose texts are `pages.<handle>` in the message catalogue: title, lead, then s1, s2 ... */
export function contentPage(handle: string, messages: Messages): ContentPage {
  const text = (part: string) => messages.t(`pages.${handle}.${part}`);
  const sections: ContentPage['sections'] = [];
  for (let n = 1; messages.has(`pages.${handle}.s${n}.heading`); n += 1)
    sections.push({ heading: text(`s${n}.heading`), text: text(`s${n}.text`) });
  return { title: text('title'), lead: text('lead'), sections };
}
