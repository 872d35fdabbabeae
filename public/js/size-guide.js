/** The sizes of a product beside its page. They are those of the page that the link leads to, which is what remains without this. */
export function setUpSizeGuide(page) {
  const link = page.querySelector('[data-size-guide]');
  const drawer = page.querySelector('[data-size-guide-drawer]');
  if (!link || !drawer?.showModal) return;
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(drawer, link).catch(() => location.assign(link.href));
  });
  drawer.addEventListener('click', (event) => event.target === drawer && drawer.close());
}

async function open(drawer, link) {
  const text = drawer.querySelector('[data-size-guide-text]');
  if (text.childElementCount === 0) text.replaceChildren(...(await sizesFrom(link.href)));
  drawer.showModal();
  drawer.querySelector('.drawer__title').focus();
}

/** Without the page's title, which the drawer has. */
async function sizesFrom(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`sizes: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const parts = [...page.querySelector('[data-text]').children];
  return parts.filter((part) => part.localName !== 'h1');
}
