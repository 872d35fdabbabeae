/** `npm start` (and `npm run dev`, with --watch). Plain JavaScript: it installs the packages that it starts. */
import { Shop } from './launcher/shop.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, title, warn } from './launcher/terminal.mjs';

let isEnding = false;
async function end(shop, exitCode) {
  if (isEnding) return;
  isEnding = true;
  await shop.close().catch(explain);
  process.exit(exitCode);
}

title('CloudCart');
const shop = new Shop({
  isWatching: process.argv.includes('--watch'),
  onGiveUp: (error) => isEnding || end(shop, explain(error)),
});
onSignals(
  () => {
    if (!isEnding) warn('\nClosing the shop …');
    void end(shop, shop.isOpen ? 0 : 130);
  },
  () => shop.hurry(),
);
shop.open().catch((error) => isEnding || end(shop, explain(error)));
