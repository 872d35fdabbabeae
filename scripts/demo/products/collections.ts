import type { DemoCollection } from '../types.js';

/** Eight collections picked by hand, in the order of the menu, then the one that is filled by a rule. */
export const demoCollections: DemoCollection[] = [
  {
    handle: 'cook-and-brew',
    title: 'Cook & Brew',
    description:
      'Kettles, pans and mugs for a kitchen with or without walls. Nearly all of it can stand on a fire; where it cannot, we say so.',
    ground: '#F1E7D6',
    headerKinds: ['kettle', 'enamel-mug', 'dripper', 'coffee-tin', 'pan'],
  },
  {
    handle: 'light-and-fire',
    title: 'Light & Fire',
    description:
      'Lanterns, candles and the means to light them. Warm light, most of it from a flame, so keep an eye on it.',
    ground: '#F2E1CF',
    headerKinds: ['lantern', 'candle', 'candle-holder', 'oil-lamp', 'matches'],
  },
  {
    handle: 'sleep',
    title: 'Sleep',
    description:
      'What goes under you, over you and around you at night, from a mat that folds like a map to a tent with a pole in the middle.',
    ground: '#E2E6DE',
    headerKinds: ['tent', 'sleeping-bag', 'blanket', 'pillow'],
  },
  {
    handle: 'carry',
    title: 'Carry',
    description: 'Bags, bottles and rope. Sized by what really goes in, which we tried.',
    ground: '#E8E5D2',
    headerKinds: ['backpack', 'bottle', 'tote', 'dry-bag', 'flask'],
  },
  {
    handle: 'wear',
    title: 'Wear',
    description:
      'Wool and waxed cotton for weather that changes its mind. Few colours, and they go together.',
    ground: '#EDE0D6',
    headerKinds: ['jacket', 'beanie', 'socks', 'scarf'],
  },
  {
    handle: 'walk',
    title: 'Walk',
    description:
      'For going up, coming down and finding the way in between. The boots need two weeks before you trust them.',
    ground: '#DFE7DB',
    headerKinds: ['boots', 'map', 'compass', 'bottle', 'walking-pole'],
  },
  {
    handle: 'table-and-home',
    title: 'Table & Home',
    description:
      'Things for the evening at home afterwards: plates, candles, a stool to pull your boots off on.',
    ground: '#F1EADB',
    headerKinds: ['stool', 'vase', 'plate', 'bowl', 'plant-pot'],
  },
  {
    handle: 'games-and-paper',
    title: 'Games & Paper',
    description: 'For when it rains. Cards, dice, and paper to write home on.',
    ground: '#E0E8EA',
    headerKinds: ['notebook', 'card-game', 'dominoes', 'pencil', 'dice-game'],
  },
  {
    handle: 'gifts-under-25',
    title: 'Gifts under 25',
    description:
      'Everything in the shop that costs less than 25 dollars in at least one size. Small, and none of it needs batteries.',
    ground: '#F2E5DB',
    rule: { field: 'variant_price', relation: 'less_than', value: '25.00' },
    headerKinds: ['matches', 'soap', 'enamel-mug', 'candle', 'card-game'],
  },
];
