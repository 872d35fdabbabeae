import { describe, expect, it } from 'vitest';
import type { Theme } from '../../platform/theme/theme.js';
import { Messages } from '../../platform/views/messages.js';
import { shopMenu } from './shop-menu.view.js';

const messages = new Messages('en');
const collection = (handle: string) => ({ handle, title: handle, imageSrc: `/images/${handle}.svg` });
const shop = (...handles: string[]) => ({ path: '/', collections: handles.map(collection) });
const groupsOf = (facts: ReturnType<typeof shop>, menu?: Theme['menu']) =>
  shopMenu(messages, facts, menu ? { menu } : {}).menu.groups.map(({ title, src, links }) => ({
    title,
    src,
    handles: links.map((link) => link.title),
  }));

describe('the panel of the menu', () => {
  it('has the groups of the theme, and after them what they leave out', () => {
    const groups = [
      { title: 'Outside', collections: ['tents', 'sold-long-ago', 'stoves'] },
      { title: 'Nothing of it here', collections: ['boats'] },
    ];
    expect(groupsOf(shop('mugs', 'stoves', 'tents'), { groups })).toEqual([
      { title: 'Outside', src: '/images/tents.svg', handles: ['tents', 'stoves'] },
      { title: null, src: '/images/mugs.svg', handles: ['mugs'] },
    ]);
  });

  it('has columns of about the same length where a theme groups nothing', () => {
    const lengths = (count: number) =>
      groupsOf(shop(...Array.from({ length: count }, (_, at) => `c${at}`)), undefined).map(
        ({ handles }) => handles.length,
      );
    expect([0, 3, 7, 9, 60].map(lengths)).toEqual([[], [3], [4, 3], [3, 3, 3], [20, 20, 20]]);
  });

  it('leads to no collection that is not there, and marks the one that is open', () => {
    const links = [
      { text: 'On offer', href: '/collections/on-offer' },
      { text: 'Newest', href: '/collections/all?sort_by=created-descending' },
    ];
    const { nav, menu } = shopMenu(
      messages,
      { path: '/collections/b%C3%A4nke', collections: [collection('bänke'), collection('mugs')] },
      { menu: { groups: [], links } },
    );
    expect(menu.links.map(({ text }) => text)).toEqual(['Newest']);
    expect(nav.map(({ isHere }) => isHere)).toEqual([true, false]);
  });

  it('holds all collections, the strip below it ten', () => {
    const { nav, menu } = shopMenu(messages, shop(...Array.from('abcdefghijklm')), {});
    expect(nav).toHaveLength(10);
    expect(menu.groups.flatMap(({ links }) => links)).toHaveLength(13);
  });
});
