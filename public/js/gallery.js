/** The pictures and videos of a product: thumbnails beside a stage that scrolls sideways. */
import { setUpViewer } from './viewer.js';

/** Exchanges the pictures for those of another variant, when they differ. */
export function showPictures(page, group) {
  const stage = page.querySelector('[data-stage]');
  const template = page.querySelector(`template[data-pictures="${group}"]`);
  if (!template || stage.dataset.group === String(group)) return;
  stage.dataset.group = String(group);
  const [pictures, thumbs] = template.content.cloneNode(true).children;
  stage.replaceChildren(...pictures.children);
  page.querySelector('[data-thumbs]').replaceChildren(...thumbs.children);
  stage.scrollTo({ left: 0, behavior: 'instant' });
  mark(page);
}

/** Thumbnails scroll the stage instead of the page, and follow it when it is swiped. */
export function setUpGallery(page) {
  const stage = page.querySelector('[data-stage]');
  page.querySelector('[data-thumbs]').addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    scrollToPicture(stage, [...page.querySelectorAll('[data-thumbs] a')].indexOf(link));
  });
  stage.addEventListener('scroll', () => mark(page), { passive: true });
  mark(page);
  setUpViewer(page, (index) => scrollToPicture(stage, index, 'instant'));
}

/** To the left of the first one where pages are read from right to left. */
function scrollToPicture(stage, index, behavior = 'auto') {
  const onward = getComputedStyle(stage).direction === 'rtl' ? -1 : 1;
  stage.scrollTo({ left: onward * index * stage.clientWidth, behavior });
}

/**
 * Says which picture stands on the stage: beside the others, and as a number where there is no room for them. A video that was pushed
 * aside does not go on.
 */
function mark(page) {
  const stage = page.querySelector('[data-stage]');
  const shown = Math.round(Math.abs(stage.scrollLeft) / (stage.clientWidth || 1));
  page.querySelectorAll('[data-thumbs] a').forEach((link, i) => {
    if (i === shown) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
  for (const video of stage.querySelectorAll('video'))
    if (!video.paused && video.parentElement !== stage.children[shown]) video.pause();
  const count = page.querySelector('[data-gallery-count]');
  count.hidden = stage.children.length < 2;
  count.textContent = `${shown + 1} / ${stage.children.length}`;
}
