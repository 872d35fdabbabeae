import { beforeAll, describe, expect, it } from 'vitest';
import { type Faces, openFaces } from './share-faces.js';
import { loadTheme, themeNames } from '../../platform/theme/theme.js';
import { SHARE_HEIGHT, SHARE_WIDTH, shareCard, type ShareWords } from './share-card.js';

const titles = {
  short: 'Mug',
  usual: 'Squat enamel mug',
  German: 'Außerordentlich wetterfeste Rucksackregenschutzhülle für Wanderungen an langen Wochenenden',
  French: 'Lampe à huile de table « Œuvre d’été » – châssis en forêt',
  Spanish: '¿Linterna de tormenta? ¡Señal, pingüino y ñandú!',
  'of letters that the font lacks': 'Łódź, Ἑλλάς, кириллица, Đặc biệt',
  'of one endless word': 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(6),
  'of many words': 'for long weekends '.repeat(40),
  'of capitals': 'WWWWWW MMMMMM '.repeat(20),
};
const kicker = 'Alles, was man an einem langen Wochenende im Freien zum Kochen brauchen kann';
const ratios = {
  'no picture': null,
  'a 4:5 picture': 0.8,
  'a square': 1,
  'a tower': 0.3,
  'a wide one': 16 / 9,
};

/** Of all points of its letters; curves stay between their points. */
function edges(svg: string) {
  const letters = Array.from(svg.matchAll(/d="(M\d[^"]*[LQC][^"]*)"/g), ([, data]) => data!).join(' ');
  const numbers = Array.from(letters.matchAll(/-?\d+(?:\.\d+)?/g), ([number]) => Number(number));
  const [xs, ys] = [0, 1].map((axis) => numbers.filter((_, i) => i % 2 === axis)) as [number[], number[]];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
    points: xs.length,
  };
}

describe.each(themeNames())('a card for link previews in the theme %s', (name) => {
  const theme = loadTheme(name);
  let faces: Faces;
  beforeAll(async () => {
    faces = await openFaces(theme);
  });
  const card = (words: Partial<ShareWords>, ratio: number | null) =>
    shareCard(
      { title: 'Mug', kicker: null, shop: 'Larch & Lantern', ...words },
      ratio,
      faces,
      theme.colours.light,
    );

  describe.each(Object.entries(ratios))('with %s', (_, ratio) => {
    it.each(Object.entries(titles))(
      'keeps a title beside the picture and in the card: %s',
      (_what, title) => {
        const { svg, picture } = card({ title, kicker }, ratio);
        const { left, right, top, bottom, points } = edges(svg);
        expect(points).toBeGreaterThan(100);
        const isAbove = picture !== null && picture.width === SHARE_WIDTH;
        expect(left).toBeGreaterThanOrEqual(56);
        expect(right).toBeLessThanOrEqual((isAbove ? SHARE_WIDTH : (picture?.left ?? SHARE_WIDTH)) - 48);
        expect(top).toBeGreaterThanOrEqual(isAbove ? picture.height : 48);
        expect(bottom).toBeLessThanOrEqual(SHARE_HEIGHT - 8);
      },
    );
  });

  it('draws letters that the font lacks, and leaves out what nobody has', () => {
    const points = (title: string) => edges(card({ title }, null).svg).points;
    const none = points('');
    for (const one of ['L', 'Ł', 'Ἑ', 'ж', 'ặ', '€'])
      expect({ one, more: points(one) > none }).toEqual({ one, more: true });
    expect(points('\u{10FFFF}')).toBe(none);
  });
});
