/** On narrow windows: price and button at the foot of the screen while those of the page are not to be seen. */
export function setUpBuyBar() {
  const bar = document.querySelector('[data-buy-bar]');
  const button = document.querySelector('[data-add-button]');
  if (!bar || !button) return;
  const twin = bar.querySelector('button');
  // Turbo asks the button too, and it stands outside the form.
  twin.dataset.turbo = 'true';
  let isSeen = true;
  const follow = () => {
    // Turbo has put another page in the place of this one.
    if (!button.isConnected) return;
    bar.querySelector('[data-buy-bar-price]').textContent =
      document.querySelector('[data-price] .price__now').textContent;
    // What cannot be bought needs no button at hand.
    bar.hidden = isSeen || button.disabled;
    twin.textContent = button.textContent;
  };
  new MutationObserver(follow).observe(document.querySelector('.product__buy'), {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['disabled'],
  });
  follow();
  new IntersectionObserver(([entry]) => {
    isSeen = entry.isIntersecting;
    follow();
  }).observe(button);
}
