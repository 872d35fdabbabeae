/** The pictures of a product: thumbnails beside a stage that scrolls sideways. */
/** Exchanges the pictures for those of another variant, when they differ. */
export function showPictures(page, data, group) {
  const stage = page.querySelector('[data-stage]');
  if (stage.dataset.group === String(group) || !data.galleries[group]) return;
  stage.dataset.group = String(group);
  const pictures = data.galleries[group];
  stage.replaceChildren(...pictures.map(stagePicture));
  stage.scrollTo({ left: 0, behavior: 'instant' });
  const thumbs = pictures.length < 2 ? [] : pictures.map((picture, i) => thumbnail(picture, i, data.words));
  page.querySelector('[data-thumbs]').replaceChildren(...thumbs);
}

function stagePicture({ src, alt }, index) {
  const item = document.createElement('li');
  item.id = `picture-${index + 1}`;
  const image = new Image(800, 1000);
  Object.assign(image, { alt, decoding: 'async', src });
  item.append(image);
  return item;
}

function thumbnail({ src }, index, words) {
  const link = document.createElement('a');
  link.href = `#picture-${index + 1}`;
  if (index === 0) link.setAttribute('aria-current', 'true');
  const image = new Image(80, 100);
  Object.assign(image, { alt: '', src });
  const text = document.createElement('span');
  text.className = 'visually-hidden';
  text.textContent = `${words.picture} ${index + 1}`;
  link.append(image, text);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** Thumbnails scroll the stage instead of the page, and follow it when it is swiped. */
export function setUpGallery(page) {
  const stage = page.querySelector('[data-stage]');
  const thumbs = page.querySelector('[data-thumbs]');
  const links = () => [...thumbs.querySelectorAll('a')];
  stage.dataset.group = '';
  thumbs.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    stage.scrollTo({ left: links().indexOf(link) * stage.clientWidth });
  });
  stage.addEventListener(
    'scroll',
    () => {
      const shown = Math.round(stage.scrollLeft / stage.clientWidth);
      links().forEach((link, i) => {
        if (i === shown) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      });
    },
    { passive: true },
  );
}
