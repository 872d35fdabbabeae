/** A search of the demo shop, and what somebody who types it wants to see. */
export interface LabelledQuery {
  typed: string;
  /** Handles that must be among the first `within`. */
  wanted: string[];
  within: number;
  /** What the shop says it searched for instead. */
  corrected?: string;
}

const query = (typed: string, wanted: string, within = 3, corrected?: string): LabelledQuery => ({
  typed,
  wanted: wanted.split(' '),
  within,
  ...(corrected !== undefined && { corrected }),
});

export const labelledQueries: LabelledQuery[] = [
  // As it is called, in any case, number and order
  query('camp kettle', 'camp-kettle', 1),
  query('KETTLES', 'camp-kettle gooseneck-kettle', 2),
  query('Head Torch', 'head-torch', 1),
  query('lanterns', 'storm-lantern folding-candle-lantern', 2),
  query('bag dry', 'dry-bag', 1),
  query('knives', 'bread-knife', 1),
  query('scarves', 'lambswool-scarf', 1),
  query('the map for a hill', 'hill-map', 1),
  query('five dice and a cup', 'five-dice', 1),
  query('kitchen sill pot', 'kitchen-sill-pot', 1),
  // One typing mistake, or two in a long word
  query('ketle', 'camp-kettle gooseneck-kettle', 2, 'kettle'),
  query('kettel', 'camp-kettle gooseneck-kettle', 2, 'kettle'),
  query('latnern', 'storm-lantern', 3, 'lantern'),
  query('hamock', 'cotton-hammock', 1, 'hammock'),
  query('hammmock', 'cotton-hammock', 1, 'hammock'),
  query('blnaket', 'northfold-blanket', 1, 'blanket'),
  query('backpak', 'weekend-backpack', 2, 'backpack'),
  query('beenie', 'ribbed-beanie', 1, 'beanie'),
  query('compas', 'pocket-compass', 1),
  query('enamal mug', 'squat-enamel-mug', 1, 'enamel mug'),
  query('sleping bag', 'three-season-sleeping-bag', 1, 'sleeping bag'),
  query('mitens', 'felted-mittens', 1),
  query('candelstik', 'chamber-candlestick', 1, 'candlestick'),
  query('notbook', 'field-notebook', 1, 'notebook'),
  query('flashligt', 'head-torch', 3, 'flashlight'),
  // Unfinished
  query('lant', 'storm-lantern'),
  query('wool bl', 'northfold-blanket'),
  query('goosen', 'gooseneck-kettle', 1),
  query('hamoc', 'cotton-hammock', 1),
  // Article numbers, makers, kinds, tags, options, descriptions
  query('LL-TOTE', 'canvas-tote', 1),
  query('ll-kettle-larch', 'camp-kettle', 1),
  query('LL-PACK-MOSS-22', 'weekend-backpack', 1),
  query('pennypost', 'hill-map field-notebook hut-cards', 8),
  query('footwear', 'hill-boots bog-gaiters', 2),
  query('waterproof', 'roll-top-pack dry-bag', 8),
  query('gift candle', 'beeswax-pillar dinner-candles', 3),
  query('moss backpack', 'weekend-backpack', 1),
  query('jacket xl', 'waxed-jacket', 1),
  query('corduroy', 'waxed-jacket', 1),
  // Accents, one word or two, numbers with units
  query('Kettlé', 'camp-kettle', 2),
  query('headtorch', 'head-torch', 1),
  query('sleepingbag', 'three-season-sleeping-bag', 1),
  query('note book', 'field-notebook', 1),
  query('10l dry bag', 'dry-bag', 1),
  query('20 l', 'dry-bag', 1),
  query('22 litre backpack', 'weekend-backpack', 1),
  // Other names for it
  query('headlamp', 'head-torch', 1),
  query('flashlight', 'head-torch storm-lantern', 4),
  query('rucksack', 'weekend-backpack roll-top-pack', 3),
  query('thermos', 'vacuum-flask', 1),
  query('skillet', 'carbon-steel-pan', 1),
  query('fanny pack', 'belt-bag', 1),
  query('wooden spoon', 'stirring-spoon', 1),
  query('green jacket', 'waxed-jacket', 2),
  query('walking stick', 'ash-walking-staff', 1),
  query('lunchbox', 'lunch-tin', 1),
  query('trekking poles', 'folding-poles', 1),
  query('fairy lights', 'string-lights', 1),
];
