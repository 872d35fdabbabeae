/**
 * Between two pages the picture of a product goes with whoever follows its card, and back. The product's page names its own picture
 * (public/css/parts/transitions.css); of the many in a list the right one gets the name just before.
 */
const NAME = 'product-picture';

export function setUpTransitions() {
  addEventListener('pageswap', ({ viewTransition, activation }) =>
    lend(viewTransition, activation?.entry?.url),
  );
  // Only for Back: after a link the page begins at its top, and the card may be anywhere.
  addEventListener('pagereveal', ({ viewTransition }) => {
    const { navigationType, from } = window.navigation?.activation ?? {};
    if (navigationType === 'traverse') lend(viewTransition, from?.url);
  });
}

function lend(transition, address) {
  const picture = transition && address && pictureOf(new URL(address).pathname);
  if (!picture) return;
  // A name that two have would end the transition.
  const own = document.querySelector('[data-stage] img');
  own?.style.setProperty('view-transition-name', 'none');
  picture.style.setProperty('view-transition-name', NAME);
  const takeBack = () => [own, picture].forEach((one) => one?.style.removeProperty('view-transition-name'));
  transition.finished.then(takeBack, takeBack);
}

/** Of the card that leads there, when it is on the screen. */
function pictureOf(path) {
  const links = [...document.querySelectorAll('.card__title a')].filter((link) => link.pathname === path);
  const pictures = links.map((link) => link.closest('.card').querySelector('.card__pictures img'));
  return pictures.find((picture) => picture && isOnScreen(picture.getBoundingClientRect()));
}

const isOnScreen = ({ top, bottom }) => bottom > 0 && top < innerHeight;
