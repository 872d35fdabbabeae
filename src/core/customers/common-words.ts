/**
 * Words, names and rows that head every published list of leaked passwords, in small letters. Combined with
 * `passwordProblem`'s rule (look-alikes, up to four more characters) they stand for several million passwords.
 */
export const COMMON_WORDS: readonly string[] = `
password passwort motdepasse contrasena passw0rd p4ssw0rd passpass pass secret geheim letmein letmeinnow welcome
welcome1 admin administrator root login logon master monkey dragon shadow sunshine princess iloveyou ilovey0u
loveyou loveme lovely love babygirl babyboy baby angel angels hello hellohello hallo hola bonjour trustno1 football
baseball basketball softball volleyball hockey soccer tennis golf golfer superman batman spiderman ironman starwars
startrek pokemon naruto minecraft fortnite roblox playstation nintendo mustang ferrari porsche mercedes toyota
honda yamaha harley corvette camaro ranger rangers cowboys steelers yankees redsox lakers eagles packers raiders
dolphins broncos chelsea arsenal liverpool manchester united barcelona realmadrid juventus bayern celtic tottenham
everton michael jordan jordan23 jennifer jessica ashley amanda michelle nicole daniel andrew joshua matthew robert
thomas charlie george william richard joseph anthony brandon justin tyler austin hunter cookie pepper ginger buster
maggie bailey tigger snoopy garfield mickey minnie donald bambam scooter rocky lucky lucky7 peanut banana orange
apple cherry strawberry chocolate coffee cheese chicken butter pickle pumpkin flower flowers rainbow butterfly
summer winter spring autumn january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday christmas halloween freedom liberty america american canada
mexico england scotland ireland australia germany france london newyork paris berlin california texas florida
chicago boston denver dallas phoenix computer internet windows microsoft google facebook twitter instagram youtube
linkedin amazon samsung iphone android network server system support service access account test testing tester
guest user username changeme changeit default temp temporary private public office company business money dollar
diamond silver golden purple yellow blue green black white redhead matrix merlin wizard magic phantom ghost hunter
killer warrior knight samurai ninja pirate viking titan zeus apollo thunder lightning storm fire phoenix tiger
tigers lion lions eagle falcon hawk panther cougar jaguar leopard wolf wolves bear bears shark dolphin horse horses
pony puppy kitten kitty hellokitty cats dogs doggy fishing hunting camping cooking music guitar piano drummer
metallica slipknot eminem beatles nirvana blink182 greenday linkinpark family friends friend forever together
bestfriend brother sister mother father mommy daddy grandma grandpa husband wife boyfriend girlfriend marriage
jesus jesuschrist christ church blessed blessing heaven faith trinity gabriel raphael samuel solomon abraham
patrick dominic vincent sebastian christian christopher alexander benjamin nicholas jonathan elizabeth victoria
stephanie samantha katherine rebecca rachel danielle melissa heather crystal amber brittany courtney lauren
vanessa natalie natasha veronica monica sandra barbara patricia margaret linda maria carlos antonio fernando
alejandro francisco roberto ricardo eduardo miguel pedro juan jose luis isabella sophia olivia emma hannah abigail
madison charlotte emily chloe zoe sarah laura julia anna claire marie sophie camille nicolas pierre julien thomas
stefan andreas martin peter markus michaela schatz schalke borussia sommer hallo123 ficken fuckyou fuckoff fucker
fuckme asshole bitch bullshit whatever nothing something anything everything myself yourself nobody someone
remember forget forgotten mypassword yourpassword nopassword newpassword oldpassword letmein1 openup opensesame
sesame access14 abc123 a1b2c3 a1b2c3d4 qwe123 asd123 zxc123 qwert qwerty qwertz azerty asdf asdfgh asdfjkl zxcvbn
zaqxsw zaq1 xsw2 cde3 qazwsx qazwsxedc wsxedc edcrfv iloveu iloveme ihateyou imissyou missyou kissme kisses sexy
sexygirl hotgirl hottie cutie sweetie sweetheart honey honeybee sugar candy cupcake muffin cookies lollipop
superstar rockstar popstar moonlight starlight midnight sunset sunrise sunflower ocean beach island paradise
mountain river forest nature garden summer69 america1 bond007 jamesbond agent007 terminator predator gladiator
godzilla transformers avengers avatar hobbit gandalf frodo aragorn legolas skywalker vader yoda chewbacca
harrypotter hogwarts hermione dumbledore voldemort zelda mario luigi sonic pikachu digimon goku vegeta
dragonball sasuke itachi kakashi inuyasha onepiece bleach drpepper cocacola pepsi marlboro budweiser heineken
jackdaniels smirnoff vodka whiskey beer wine party dancer dancing ballet gymnast cheerleader cheer swimmer runner
skater snowboard skateboard surfer surfing bowling boxing wrestling karate racing nascar turbo speed racer driver
trucker biker police fireman soldier marine army navy airforce military general captain sergeant colonel
scorpion taurus gemini cancer virgo libra pisces aries aquarius capricorn sagittarius elephant monkey1 giraffe
penguin panda koala turtle rabbit bunny hamster spider snake lizard dinosaur unicorn mermaid fairy
creative success winner champion number1 numberone legend hero genius smart student teacher school college
university doctor nurse lawyer engineer manager director president boss bigboss bigdaddy bigdog bigboy
littleone princess1 queen king prince kingdom castle london1 spirit peace love123 happy happiness smile smiley
laughter sunny sunday1 cloudy rainy snowball snowman snowflake icecream
`
  .trim()
  .split(/\s+/);
