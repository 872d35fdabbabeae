/** A search of the demo shop, and what somebody who types it wants to see. */
export interface LabelledQuery {
  typed: string;
  /** Handles that must be among the first `within`. */
  wanted: string[];
  within: number;
  /** What the shop says it searched for instead. */
  corrected?: string;
}

/** `wanted`: handles, parted by blanks. */
export const labelled = (typed: string, wanted: string, within = 3, corrected?: string): LabelledQuery => ({
  typed,
  wanted: wanted.split(' '),
  within,
  ...(corrected !== undefined && { corrected }),
});

export const labelledQueries: LabelledQuery[] = [
  // As it is called, in any case, number and order
  labelled('camp kettle', 'camp-kettle', 1),
  labelled('KETTLES', 'camp-kettle gooseneck-kettle', 2),
  labelled('Head Torch', 'head-torch', 1),
  labelled('lanterns', 'storm-lantern folding-candle-lantern', 2),
  labelled('bag dry', 'dry-bag', 1),
  labelled('knives', 'bread-knife', 1),
  labelled('scarves', 'lambswool-scarf', 1),
  labelled('the map for a hill', 'hill-map', 1),
  labelled('five dice and a cup', 'five-dice', 1),
  labelled('kitchen sill pot', 'kitchen-sill-pot', 1),
  // One typing mistake, or two in a long word
  labelled('ketle', 'camp-kettle gooseneck-kettle', 2, 'kettle'),
  labelled('kettel', 'camp-kettle gooseneck-kettle', 2, 'kettle'),
  labelled('latnern', 'storm-lantern', 3, 'lantern'),
  labelled('hamock', 'cotton-hammock', 1, 'hammock'),
  labelled('hammmock', 'cotton-hammock', 1, 'hammock'),
  labelled('blnaket', 'northfold-blanket', 1, 'blanket'),
  labelled('backpak', 'weekend-backpack', 2, 'backpack'),
  labelled('beenie', 'ribbed-beanie', 1, 'beanie'),
  labelled('compas', 'pocket-compass', 1),
  labelled('enamal mug', 'squat-enamel-mug', 1, 'enamel mug'),
  labelled('sleping bag', 'three-season-sleeping-bag', 1, 'sleeping bag'),
  labelled('mitens', 'felted-mittens', 1),
  labelled('candelstik', 'chamber-candlestick', 1, 'candlestick'),
  labelled('notbook', 'field-notebook', 1, 'notebook'),
  labelled('flashligt', 'head-torch', 3, 'flashlight'),
  // Unfinished
  labelled('lant', 'storm-lantern'),
  labelled('wool bl', 'northfold-blanket'),
  labelled('goosen', 'gooseneck-kettle', 1),
  labelled('hamoc', 'cotton-hammock', 1),
  // Article numbers, makers, kinds, tags, options, descriptions
  labelled('LL-TOTE', 'canvas-tote', 1),
  labelled('ll-kettle-larch', 'camp-kettle', 1),
  labelled('LL-PACK-MOSS-22', 'weekend-backpack', 1),
  labelled('pennypost', 'hill-map field-notebook hut-cards', 8),
  labelled('footwear', 'hill-boots bog-gaiters', 2),
  labelled('waterproof', 'roll-top-pack dry-bag', 8),
  labelled('gift candle', 'beeswax-pillar dinner-candles', 3),
  labelled('moss backpack', 'weekend-backpack', 1),
  labelled('jacket xl', 'waxed-jacket', 1),
  labelled('corduroy', 'waxed-jacket', 1),
  // Accents, one word or two, numbers with units
  labelled('Kettlé', 'camp-kettle', 2),
  labelled('headtorch', 'head-torch', 1),
  labelled('sleepingbag', 'three-season-sleeping-bag', 1),
  labelled('note book', 'field-notebook', 1),
  labelled('10l dry bag', 'dry-bag', 1),
  labelled('20 l', 'dry-bag', 1),
  labelled('22 litre backpack', 'weekend-backpack', 1),
  // Other names for it
  labelled('headlamp', 'head-torch', 1),
  labelled('flashlight', 'head-torch storm-lantern', 4),
  labelled('rucksack', 'weekend-backpack roll-top-pack', 3),
  labelled('thermos', 'vacuum-flask', 1),
  labelled('skillet', 'carbon-steel-pan', 1),
  labelled('fanny pack', 'belt-bag', 1),
  labelled('wooden spoon', 'stirring-spoon', 1),
  labelled('green jacket', 'waxed-jacket', 2),
  labelled('walking stick', 'ash-walking-staff', 1),
  labelled('lunchbox', 'lunch-tin', 1),
  labelled('trekking poles', 'folding-poles', 1),
  labelled('fairy lights', 'string-lights', 1),
];
