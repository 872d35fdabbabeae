/** What shoppers of the demo shop call its things in other languages, each as a file for `npm run shop -- synonyms load --language`. */
export const demoSynonymsIn: Readonly<Record<string, string>> = {
  de: `# Licht, Küche, Schlafen
Kopflampe, Taschenlampe => Stirnlampe
Lampe => Laterne
Feuerzeug, Zündstahl => Feuerstahl, Streichhölzer
Zündhölzer => Streichhölzer
Tasse, Pott => Becher
Teekessel, Wasserkocher => Kessel
Bratpfanne => Pfanne
Vesperdose, Lunchbox, Brotbox => Brotdose
Schneidbrett, Frühstücksbrett => Schneidebrett
Kochlöffel, Holzlöffel => Rührlöffel
Küchentuch, Trockentuch => Geschirrtuch
Plane, Sonnensegel => Tarp
Kopfkissen, Kissen
Schlafmatte => Isomatte

# Unterwegs
Backpack => Rucksack
Bauchtasche, Hüfttasche => Gürteltasche
Thermoskanne, Thermosflasche, Thermos => Isolierflasche
Trinkflasche, Wasserflasche => Flasche
Einkaufstasche, Stoffbeutel => Segeltuchtasche
Leine, Schnur => Seil
Beanie, Strickmütze => Mütze
Handschuhe => Fäustlinge
Regenjacke, Mantel => Jacke
Wanderschuhe, Wanderstiefel => Bergstiefel
Trekkingstöcke => Faltstöcke, Wanderstab
Landkarte => Wanderkarte

# Zu Hause
Pflanztopf, Übertopf => Blumentopf
Hocker => Schemel
Seife, Handseife
Spielkarten, Skatkarten => Hüttenkarten
Kladde, Tagebuch => Notizbuch

# Farben
grün => Moos, Lärche
blau => Himmel, Tinte
rot => Rost, Glut
grau => Schiefer
braun => Rinde, Nussbaum
weiß => Kreide
gelb => Stroh
`,
  fr: `# Lumière, cuisine, nuit
lampe de poche, torche => lampe frontale
briquet => pierre à feu, allumettes
tasse => mug
théière => bouilloire
cafetière => porte-filtre
cocotte => marmite
boîte repas, lunch box => boîte à déjeuner
planche à pain => planche à découper
cuillère en bois => cuillère à mélanger
essuie, essuie-vaisselle => torchon
bâche, toile de tente => tarp
coussin => oreiller
masque de sommeil => masque de nuit
duvet => sac de couchage

# En route
besace => sac à dos
sacoche, banane => sac banane
thermos => bouteille isotherme
bouteille => gourde
sac de courses => cabas
ficelle, cordelette => corde
gants => moufles
manteau, imperméable => veste
bottines, godillots => chaussures de marche
bâtons de randonnée => bâtons pliants

# Maison
jardinière, pot de fleurs => pot de rebord
cahier => carnet
jeu de cartes => cartes de refuge

# Couleurs
vert => mousse, mélèze
bleu => ciel, encre
rouge => rouille, braise
gris => ardoise
marron, brun => écorce, noyer
blanc => craie
jaune => paille
`,
  es: `# Luz, cocina, noche
frontal, linterna de cabeza => linterna frontal
lámpara => farol, quinqué
mechero, encendedor => pedernal, cerillas
fósforos => cerillas
pocillo, jarro => taza
tetera => hervidor
cafetera => portafiltros
cazuela => olla
táper, tupper, lonchera => fiambrera
tabla de pan => tabla de cortar
cuchara de madera => cuchara de remover
trapo de cocina => paño de cocina
lona, tarp => toldo
cojín => almohada
colchoneta => esterilla
carpa => tienda

# En camino
morral => mochila
canguro => riñonera
botella térmica => termo
cantimplora => botella
soga, cordel => cuerda
guantes => manoplas
abrigo, chubasquero => chaqueta
zapatos, botas de montaña => botas de monte
bastones de senderismo => bastones plegables

# En casa
tiesto, macetero => maceta
banqueta => taburete
libreta => cuaderno
naipes, baraja => cartas del refugio

# Colores
verde => musgo, alerce
azul => cielo, tinta
rojo => óxido, brasa
gris => pizarra
marrón => corteza, nogal
blanco => tiza
amarillo => paja
`,
};
