/** What goes together in the demo shop, by handles. Nobody bought anything in it, so they are stored as samples and their pages say so. */
export const demoPairs: Record<string, readonly string[]> = {
  'camp-kettle': ['twig-stove', 'long-matches', 'squat-enamel-mug'],
  'gooseneck-kettle': ['hand-grinder', 'one-cup-dripper', 'brew-box'],
  'one-cup-dripper': ['hand-grinder', 'gooseneck-kettle', 'marl-stoneware-mug'],
  'squat-enamel-mug': ['hand-grinder', 'dish-brush', 'camp-kettle'],
  'carbon-steel-pan': ['bread-knife', 'dish-brush', 'twig-stove'],
  'storm-lantern': ['long-matches', 'five-dice', 'folding-candle-lantern'],
  'ridge-tent': ['buckwheat-pillow', 'folding-foam-mat', 'camp-rope'],
  'weekend-bell-tent': ['folding-table', 'buckwheat-pillow', 'string-lights'],
  'hill-boots': ['walking-socks', 'bog-gaiters', 'pocket-compass'],
  'hill-map': ['pocket-compass', 'field-notebook'],
  'hut-cards': ['five-dice', 'cairn-card-game'],
  'field-notebook': ['cedar-pencils', 'twelve-postcards'],
};
