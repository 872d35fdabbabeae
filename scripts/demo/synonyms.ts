/** What shoppers of the demo shop call its things, as a file for `npm run shop -- synonyms load`. */
export const demoSynonyms = `# A line "a, b, c": all mean the same. A line "a => b": who searches for a finds b too.

# Light and fire
head torch, headlamp, headlight
flashlight, torch => head torch, lantern
lantern, torch => lantern, head torch
lamp => lantern
fairy lights, string lights, light chain
lighter, fire starter, firestarter, flint, ferro rod => fire steel, long matches
candle holder, candleholder => candlestick
kerosene, lamp oil => paraffin
camping stove, burner, wood stove, cooker => twig stove

# Cook and brew
cup => mug
beaker => mug
teapot, tea kettle, boiler => kettle
frying pan, skillet, frypan => carbon steel pan
cauldron, dutch oven, casserole => hanging pot
coffee filter, pour over, pourover, coffee maker => dripper
coffee mill, coffee grinder => hand grinder
canister, caddy => coffee tin
lunch box, lunchbox, bento, sandwich box => lunch tin
cutting board, breadboard, bread board => chopping board
wooden spoon => stirring spoon
crockery, dinnerware, dishes => tableware
dish => bowl, plate
tea towel, dish towel, dish cloth, dishcloth, kitchen towel
washing up brush, scrubber => dish brush

# Sleep
tarpaulin, tarp, canopy
rug, picnic blanket => picnic rug
throw, bedspread => blanket
sleeping pad, camping mat, camp mat, air mattress, airbed, mattress => sleeping mat
cushion => pillow
sleep mask, blindfold => eye mask
quilt, sleep sack => sleeping bag
glamping => bell tent

# Carry
rucksack, backpack, knapsack
rucksack, backpack => pack
shopping bag, shopper => tote
fanny pack, bum bag, waist bag, hip bag => belt bag
thermos, vacuum flask, insulated bottle
thermos => flask
water bottle, canteen, drinking bottle => bottle
firewood bag, log bag => log carrier
pencil case, toiletry bag, wash bag, makeup bag => zip pouch
dry sack, waterproof bag => dry bag
cord, cordage, line => rope

# Wear and walk
beanie, woolly hat, knit hat, knitted hat
toque, bonnet => beanie
pom pom hat, pompom hat => bobble hat
baseball cap, sun hat => cap
gloves => mittens
shawl, muffler => scarf
coat, raincoat, rain jacket, parka => jacket
shirt, shacket, jumper, sweater => overshirt
hiking boots, walking boots, shoes => hill boots
hiking socks, trekking socks => walking socks
slippers, sleep socks => bed socks
hiking, trekking => walking
camping => camp
cooking => cookware, camp kitchen
present, christmas, birthday => gift
trekking poles, hiking poles, walking poles => folding poles
walking stick, hiking stick, cane => walking staff
gators, leggings => gaiters
seat pad, seat cushion, sitting mat => sit mat

# Home, games and paper
flower pot, plant pot, planter, flowerpot => sill pot
stools, seat, chair => stool
notepad, journal, diary => notebook
playing cards, deck of cards, poker cards => hut cards
board game => game
dominos => dominoes
greeting cards, post cards => postcards

# Colours and materials
green => moss, larch
blue => sky, ink
red => rust, ember
orange => ember
grey, gray => slate
white, cream => chalk, oat
beige => oat
brown => bark, walnut
yellow => straw
purple, lilac => heather
black => black iron
color, colour
metal => steel, brass
wooden => wood
woollen, woolen, woolly => wool
ceramic, pottery => stoneware
knit => knitted
vegan => plant-based
organic => plant-based
rainproof, water resistant => waterproof
`;
