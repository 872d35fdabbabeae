import { activeTheme, type Theme } from '../../platform/theme/theme.js';
import type { Messages } from '../../platform/views/messages.js';
import { leadsNowhere } from './leads-nowhere.js';
import { ownPicture } from '../catalog/product-card.view.js';
import type { HeaderFacts } from './shop-header.service.js';

type Collections = HeaderFacts['collections'];

/** More would not fit into two rows; all of them are in the panel. */
const MOST_IN_STRIP = 10;

/** What the panel offers besides collections, in a theme that names nothing else. */
const USUAL_LINKS = [
  { text: 'common.newest', href: '/collections/all?sort_by=created-descending' },
  { text: 'common.best_selling', href: '/collections/all?sort_by=best-selling' },
  { text: 'common.best_rated', href: '/collections/all?sort_by=best-rated' },
];

/** Models of the strip of collections and of the panel that opens above it. `path`: of the page, whose link is marked. */
export function shopMenu(
  { t }: Messages,
  { path, collections }: Pick<HeaderFacts, 'path' | 'collections'>,
  { menu }: { menu?: Theme['menu'] } = activeTheme(),
) {
  const linkOf = ({ handle, title }: Collections[number]) => {
    const href = `/collections/${encodeURIComponent(handle)}`;
    return { href, title, isHere: path === href };
  };
  const links = (menu?.links ?? USUAL_LINKS).filter(({ href }) => !leadsNowhere(href, collections));
  return {
    nav: collections.slice(0, MOST_IN_STRIP).map(linkOf),
    menu: {
      groups: groupsOf(collections, menu?.groups ?? []).map(({ title, members }) => ({
        title: title && t(title),
        src: pictureOf(members),
        links: members.map(linkOf),
      })),
      links: links.map(({ text, href }) => ({ text: t(text), href })),
    },
  };
}

interface Group {
  /** Null for what the theme puts nowhere. */
  title: string | null;
  members: Collections;
}

/** As the theme groups them; the rest, or all, in columns of about the same length. */
function groupsOf(collections: Collections, named: NonNullable<Theme['menu']>['groups']): Group[] {
  const byHandle = new Map(collections.map((collection) => [collection.handle, collection]));
  const groups = named.map(({ title, collections: handles }) => ({
    title,
    members: handles.flatMap((handle) => byHandle.get(handle) ?? []),
  }));
  const placed = new Set(groups.flatMap(({ members }) => members));
  const rest = collections.filter((collection) => !placed.has(collection));
  const full = groups.filter(({ members }) => members.length > 0);
  return [...full, ...columnsOf(rest, full.length === 0 ? MOST_COLUMNS : 1)];
}

const MOST_COLUMNS = 3;
/** Fewer need no column of their own. */
const WORTH_A_COLUMN = 4;

function columnsOf(members: Collections, most: number): Group[] {
  const count = Math.min(most, Math.ceil(members.length / WORTH_A_COLUMN));
  const length = Math.ceil(members.length / count);
  return Array.from({ length: count }, (_, nth) => ({
    title: null,
    members: members.slice(nth * length, (nth + 1) * length),
  }));
}

/** Of the first collection that has one. */
function pictureOf(members: Collections): string | null {
  const src = members.find(({ imageSrc }) => imageSrc)?.imageSrc;
  return src ? ownPicture(src) : null;
}
