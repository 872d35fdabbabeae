/** Everything here makes pages smoother that work without it. Turbo only moves where a page asks for it. */
import { session } from './turbo.js';
import { setUpCartDrawer } from './cart-drawer.js';
import { setUpBuyBar } from './buy-bar.js';
import { setUpLive } from './live.js';
import { setUpListing } from './listing.js';
import { setUpLoadMore } from './load-more.js';
import { setUpOperations } from './operations.js';
import { setUpProduct } from './product.js';
import { setUpWishlist } from './wishlist.js';
import { setUpRecent } from './recent.js';
import { setUpQuantities } from './quantity.js';
import { setUpTransitions } from './transitions.js';
import { setUpSuggestions } from './suggestions.js';

session.drive = false;
setUpMenu();
setUpTransitions();
setUpQuantities();
setUpOperations();
setUpCartDrawer();
setUpLive();
setUpListing();
setUpLoadMore();
setUpProduct();
setUpBuyBar();
setUpSuggestions();
setUpRecent();
setUpWishlist();

/** The phone's menu closes on Escape and when somebody goes on elsewhere. */
function setUpMenu() {
  const menu = document.querySelector('.menu');
  if (!menu) return;
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
