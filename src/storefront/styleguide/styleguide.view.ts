import { contrastOf } from '../../platform/theme/contrast.js';
import type { Theme } from '../../platform/theme/theme.js';
import type { Formatters } from '../../platform/views/formatters.js';

type Palette = Theme['colours']['light'];
type Colour = keyof Palette;

/** What a colour stands on, or beside, when it is measured; those that are only seen have nothing. */
const GROUNDS: Partial<Record<Colour, Colour>> = {
  ink: 'paper',
  quiet: 'paper',
  control: 'paper',
  action: 'paper',
  'action-strong': 'paper',
  'on-action': 'action',
  accent: 'paper',
  'on-mark': 'mark',
};
const SPACES = [4, 8, 12, 16, 24, 32, 48, 64, 96];

/** Model of `dev/styleguide`, but for what comes from the catalogue. */
export function styleguide({ colours, fonts, shape }: Theme, { money }: Formatters) {
  const names = Object.keys(colours.light) as Colour[];
  return {
    colours: names.map((name) => ({
      name,
      schemes: [colours.light, colours.dark].map((palette) => swatch(palette, name)),
    })),
    fonts: { text: fonts.text.family, display: (fonts.display ?? fonts.text).family },
    shape: Object.entries(shape).map(([name, value]) => ({ name, value })),
    spaces: SPACES.map((pixels, nth) => ({ name: `--space-${nth + 1}`, pixels })),
    price: { now: money(5400) },
    offer: { now: money(4200), was: money(5400) },
    crumbs: [
      { href: '/', text: 'Home' },
      { href: '/collections', text: 'Collections' },
    ],
    pages: {
      label: 'Example of pages',
      previous: '#ways',
      next: '#ways',
      numbers: [1, 2, 3].map((number) => ({ number, href: '#ways', isHere: number === 2 })),
    },
  };
}

function swatch(palette: Palette, name: Colour) {
  const ground = GROUNDS[name];
  const contrast = ground && `${contrastOf(palette[name], palette[ground]).toFixed(1)} on ${ground}`;
  return { hex: palette[name], contrast };
}
