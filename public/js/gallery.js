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

function stagePicture(picture, index) {
  const item = document.createElement('li');
  item.id = `picture-${index + 1}`;
  item.append(pictureElement(picture));
  return item;
}

/** As the partial `picture` writes it: a drawing as an image, what the shop made in sizes with its sources. */
function pictureElement({ src, alt, sources, srcset, sizes, colour, width = 800, height = 1000 }) {
  const image = new Image(width, height);
  Object.assign(image, { alt, decoding: 'async' });
  if (!sources) return Object.assign(image, { src });
  if (colour) image.dataset.colour = colour;
  const choice = document.createElement('picture');
  choice.append(
    ...sources.map((source) => Object.assign(document.createElement('source'), source, sizes && { sizes })),
    image,
  );
  Object.assign(image, srcset && { sizes, srcset }, { src });
  return choice;
}

function thumbnail({ src, thumb = src }, index, words) {
  const link = document.createElement('a');
  link.href = `#picture-${index + 1}`;
  if (index === 0) link.setAttribute('aria-current', 'true');
  const image = new Image(80, 100);
  Object.assign(image, { alt: '', src: thumb });
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
