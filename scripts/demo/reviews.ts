/** Stars, days ago, who, title, text. */
type Row = readonly [stars: number, daysAgo: number, author: string, title: string, body: string];

/**
 * Reviews of the demo shop, by handle. Nobody bought anything in it, so they are stored as samples: their pages say so, and search
 * engines are not told of them.
 */
export const demoReviews: Record<string, readonly Row[]> = {
  'squat-enamel-mug': [
    [
      5,
      12,
      'Ines',
      'The one that gets used',
      'Four mugs in the cupboard, and this is the one on the table. Hot to hold for the first minutes.',
    ],
    [
      4,
      41,
      'Tomasz K.',
      'Chips where you would expect',
      'Fell on granite, lost a flake at the rim. Still drinks well. I would buy the same again, in another colour.',
    ],
    [5, 88, 'R. Okafor', 'Light and honest', '145 grams on my scales too, which is what the page says.'],
  ],
  'marl-stoneware-mug': [
    [
      4,
      20,
      'Hanne',
      'Heavy, and meant to be',
      'Keeps tea warm for a long half hour. Not a mug for small hands.',
    ],
    [5, 63, 'Jonas W.', 'No two alike', 'Mine leans a little. I like that it does.'],
  ],
  'camp-kettle': [
    [
      5,
      9,
      'Maite',
      'Boils for four',
      'Full, over a wood fire, a little over nine minutes. The lid stays on when pouring.',
    ],
    [3, 52, 'D. Fraser', 'The handle gets hot', 'A cloth solves it, but I had hoped not to need one.'],
    [4, 130, 'Aino', 'Black after one evening', 'As all kettles are. Soot comes off with sand.'],
  ],
  'gooseneck-kettle': [
    [
      5,
      33,
      'Pilar',
      'Pours where it is told',
      'Slow, thin and steady. It is for coffee, and for nothing else.',
    ],
    [4, 75, 'Ken', 'Good spout, small lid', 'Filling it under a low tap takes some care.'],
  ],
  'hand-grinder': [
    [
      4,
      17,
      'Lotte V.',
      'Two cups, two minutes',
      'Even enough for a filter. For espresso I would look elsewhere.',
    ],
    [5, 95, 'Sam', 'Came apart, went together', 'Cleaned it with a brush and no tools.'],
  ],
  'carbon-steel-pan': [
    [
      5,
      28,
      'Beatriz',
      'Slides after a week',
      'Seasoned it as the leaflet says. Eggs have not stuck since the eighth day.',
    ],
    [
      2,
      60,
      'H. Lindqvist',
      'Rusted in the tent',
      'Left it wet overnight and it told me so. My fault, but worth knowing before one buys it.',
    ],
    [5, 144, 'Noor', 'One pan for both kitchens', 'Works on the fire and on induction.'],
  ],
  'bread-knife': [[5, 38, 'Greta', 'Crust first', 'Goes through a dark loaf without crumbs on the floor.']],
  'twig-stove': [
    [4, 22, 'Eoin', 'Wants dry twigs', 'Dry: tea in twelve minutes. Wet: smoke, and a long evening.'],
    [4, 71, 'Paula M.', 'Packs flat', 'Fits the front pocket. Take gloves, the soot travels.'],
  ],
  'storm-lantern': [
    [
      5,
      6,
      'Fenna',
      'Burned through a gale',
      'Stood on the porch for a night of wind and was still burning at breakfast.',
    ],
    [4, 47, 'Luca B.', 'Trim the wick', 'Smokes if one does not. With a short wick it is quiet and warm.'],
    [5, 120, 'S. Moreau', 'As bright as it says', 'Enough to read large print by, at arm’s length.'],
  ],
  'head-torch': [[4, 30, 'Ravi', 'Simple', 'One button, three levels. I can work it with mittens.']],
  'string-lights': [
    [3, 26, 'Oda', 'Pretty, not bright', 'Fine for a table. Do not expect to find a tent peg by it.'],
  ],
  'northfold-blanket': [
    [5, 14, 'Clara', 'Warm at once', 'A little coarse on the first evening, softer after airing.'],
    [5, 58, 'Mikkel', 'Lives on the sofa', 'Bought for the tent, has not left the house yet.'],
    [4, 101, 'Yusuf', 'Sheds at first', 'Brush it outside twice, then it stops.'],
  ],
  'cotton-hammock': [
    [
      5,
      19,
      'Inga',
      'Room for one and a book',
      'Hung between two birches all August. The ropes want tightening after an hour.',
    ],
    [4, 83, 'P. Novak', 'Dries slowly', 'Cotton does. Take it in before the dew.'],
  ],
  'ridge-tent': [
    [5, 24, 'Wren', 'Dry in the corner that counts', 'Two nights of rain, and only the porch was wet.'],
    [
      4,
      67,
      'Anselm',
      'Up in ten minutes, down in five',
      'Two people need that long. Alone it took me a quarter of an hour and some words.',
    ],
  ],
  'weekend-backpack': [
    [
      5,
      11,
      'Marta',
      'Two nights, as promised',
      'The 22 litres hold a sleeping bag and a change of clothes, if one folds.',
    ],
    [4, 54, 'C. Byrne', 'Smells of wax', 'For the first month, as the text says. Then of nothing.'],
    [
      3,
      92,
      'Gil',
      'I miss a hip belt',
      'With nine kilos my shoulders knew it. The page warns of that, so three stars are fair.',
    ],
  ],
  'steel-bottle': [
    [
      5,
      16,
      'Elif',
      'Does not leak',
      'Upside down in a bag with a notebook for a week. The notebook is fine.',
    ],
    [4, 70, 'Bram', 'Dents', 'One drop, one dent. Holds water all the same.'],
  ],
  'hill-boots': [
    [4, 35, 'Ronja', 'Take half a size more', 'Stiff for three walks, then good. Narrow in front.'],
    [
      5,
      110,
      'T. Achebe',
      'Resoled once already',
      'Two years of hills, and the cobbler had no trouble with them.',
    ],
  ],
  'ribbed-beanie': [
    [5, 8, 'Nils', 'Stays on', 'Also on a bicycle. Warm enough for the first frost.'],
    [4, 49, 'Odile', 'Itches a little', 'Washed it by hand, now it itches less.'],
  ],
  'waxed-jacket': [
    [5, 27, 'Freya', 'An hour of rain', 'And then another one. After that the shoulders are damp.'],
    [4, 79, 'M. Silva', 'Cut wide', 'A thick pullover fits under it, which was the point.'],
  ],
  'field-notebook': [
    [5, 13, 'Ada P.', 'Takes ink', 'No shadow on the back of the page, also with a wet pen.'],
  ],
  'hut-cards': [
    [5, 45, 'Familie Brandt', 'Played every evening', 'Rules on one card, and the rest is arguing.'],
  ],
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** As they are stored, `now` being the day of the seed. */
export const demoReviewsOf = (handle: string, now: number) =>
  (demoReviews[handle] ?? []).map(([stars, daysAgo, author, title, body]) => ({
    stars,
    author,
    title,
    body,
    writtenAt: new Date(now - daysAgo * DAY_MS),
  }));
