import type { HomeSection } from '../../platform/theme/theme-schema.js';
import type { Messages } from '../../platform/views/messages.js';

type Section<K extends HomeSection['section']> = Extract<HomeSection, { section: K }>;

/** Texts of a theme are keys of the catalogue or stand for themselves: both come out of `t`. */
const link = ({ text, href }: { text: string; href: string }, { t }: Messages) => ({ text: t(text), href });

/** Models of the partials `home/hero` and so on, by the name of the section. */
export function heroSection({ title, lead, picture, button, second }: Section<'hero'>, messages: Messages) {
  const { t } = messages;
  return {
    hero: {
      title: t(title),
      lead: t(lead),
      picture: picture && { ...picture, alt: t(picture.alt) },
      button: link(button, messages),
      second: second && link(second, messages),
    },
  };
}

export function storySection({ title, text, picture, link: more }: Section<'story'>, messages: Messages) {
  const { t } = messages;
  return {
    story: {
      title: t(title),
      text: t(text),
      picture: picture && { ...picture, alt: t(picture.alt) },
      link: more && link(more, messages),
    },
  };
}

/** `id`: of its heading. */
export const productsSection = (
  section: Section<'products'>,
  cards: object[],
  id: string,
  { t }: Messages,
) => ({
  products: {
    id,
    title: t(section.title),
    more: t(section.more),
    href: `/collections/${section.collection ?? 'all'}${section.sort === 'manual' ? '' : `?sort_by=${section.sort}`}`,
    cards,
  },
});
