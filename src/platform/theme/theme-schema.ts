import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'expected a colour such as #1d2722');
const weight = z.number().int().min(1).max(1000);
const length = z.string().regex(/^-?\d*\.?\d+(px|rem|em)$|^0$/, 'expected a length such as 2px or -0.01em');
/** Of a picture of the shop, such as `/images/logo.svg`: nothing is loaded from elsewhere. */
const path = z.string().regex(/^\/(?!\/)\S*$/, 'expected a path of this shop that starts with /');
/** A key of the message catalogue, such as `home.title`, or the text itself. */
const text = z.string().min(1).max(2000);
const link = z.strictObject({ text, href: path });

/** What each colour is for. Pairs that stand on each other are checked for contrast (theme-colours.spec.ts). */
const colours = z.strictObject({
  /** Ground of a page. */
  paper: colour,
  /** Ground of fields, notices, drawers. */
  raised: colour,
  /** Text. */
  ink: colour,
  /** Text of less weight. */
  quiet: colour,
  /** Hairlines. */
  line: colour,
  /** Edges of controls. */
  control: colour,
  /** Buttons and links; stronger while the pointer is on them; text on them. */
  action: colour,
  'action-strong': colour,
  'on-action': colour,
  /** Offers, warnings. */
  accent: colour,
  /** Edge of a notice. */
  note: colour,
  /** Ground of banners and of what is selected, and text on it. */
  mark: colour,
  'on-mark': colour,
  /** Behind a picture that is not there yet. */
  stage: colour,
});

/** A local face that has the same measure while the real one is on its way; percentages of its own size. */
const standIn = z.strictObject({
  local: z.array(z.string().regex(/^[\w ]+$/)).min(1),
  size: z.number().positive(),
  ascent: z.number().positive(),
  descent: z.number().nonnegative(),
});

const font = z.strictObject({
  family: z.string().regex(/^[\w ]+$/, 'expected the name of a font, without quotes'),
  /** In node_modules, or in the folder of the theme: a .woff2. */
  file: z.string().endsWith('.woff2', 'expected a .woff2 file'),
  /** Of a variable font, such as `400 700`. */
  weights: z.string().regex(/^\d{1,4}( \d{1,4})?$/, 'expected weights such as 400 or 400 700'),
  generic: z.enum(['serif', 'sans-serif', 'monospace', 'system-ui']),
  standIns: z.array(standIn).default([]),
});

const picture = z.strictObject({
  src: path,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** For narrow windows, 4:5. */
  narrow: path.optional(),
  alt: text,
});

const section = z.discriminatedUnion('section', [
  z.strictObject({
    section: z.literal('hero'),
    title: text,
    lead: text,
    picture: picture.optional(),
    button: link,
    second: link.optional(),
  }),
  z.strictObject({ section: z.literal('collections'), title: text }),
  z.strictObject({
    section: z.literal('products'),
    title: text,
    /** Handle; all products without one. A collection that is not there leaves the section out. */
    collection: z.string().optional(),
    sort: z
      .enum(['manual', 'best-selling', 'created-descending', 'created-ascending', 'price-ascending'])
      .default('manual'),
    count: z.number().int().min(1).max(24),
    /** Text of the link to the whole list. */
    more: text,
  }),
  z.strictObject({ section: z.literal('promises') }),
  /** What this browser has looked at; nothing shows before it has. */
  z.strictObject({ section: z.literal('recent'), count: z.number().int().min(1).max(12).default(4) }),
  z.strictObject({
    section: z.literal('story'),
    title: text,
    text,
    picture: picture.optional(),
    link: link.optional(),
  }),
]);

export const themeSchema = z.strictObject({
  colours: z.strictObject({ light: colours, dark: colours }),
  fonts: z.strictObject({ text: font, display: font.optional() }),
  shape: z.strictObject({
    /** Of buttons and fields. */
    radius: length,
    /** Width to height of products' pictures. */
    picture: z.string().regex(/^\d+ \/ \d+$/, 'expected a ratio such as 4 / 5'),
    'heading-weight': weight,
    'heading-tracking': length,
    'title-weight': weight,
    'title-tracking': length,
    'wordmark-weight': weight,
  }),
  pictures: z.strictObject({
    /** In place of the shop's name at the top; its name stays as alternative text. */
    logo: z.strictObject({ src: path, width: z.number().int(), height: z.number().int() }).optional(),
    favicon: path,
    /** For link previews. */
    share: path,
    /** For a product without a picture. */
    placeholder: path,
    lost: path,
    emptyCart: path,
  }),
  /** `shoes: ['Footwear']`: products of these types lead to the sizes in `content/<language>/size-guide-shoes.md`. */
  sizeGuides: z
    .record(z.string().regex(/^[a-z0-9-]+$/, 'expected small letters, digits and -'), z.array(text).min(1))
    .default({}),
  home: z.array(section).min(1),
});

export type ThemeFile = z.infer<typeof themeSchema>;
export type HomeSection = ThemeFile['home'][number];
export type ThemeFont = z.infer<typeof font>;
