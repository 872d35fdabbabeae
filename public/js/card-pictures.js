/** Cards of things with several pictures: which one is shown follows the pointer along them, or a finger that is drawn across. */
const SWIPE_PX = 24;

/** Pictures that the pointer is over. */
let pointed = null;
/** Where a finger was put on some. */
let held = null;

export function setUpCardPictures() {
  const quietly = { passive: true };
  document.addEventListener('pointermove', follow, quietly);
  document.addEventListener('pointerdown', hold, quietly);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, letGo, quietly);
}

const isWithin = ({ clientX, clientY }, { left, right, top, bottom }) =>
  clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;

const onward = () => (document.dir === 'rtl' ? -1 : 1);

function follow(event) {
  if (event.pointerType === 'touch') return swipe(event);
  const pictures = event.target.closest?.('.card')?.querySelector('.card__pictures--three');
  if (pointed && pointed !== pictures) delete pointed.dataset.view;
  pointed = pictures;
  const box = pictures?.getBoundingClientRect();
  if (!box || !isWithin(event, box)) return;
  const part = Math.min(2, Math.floor(((event.clientX - box.left) / box.width) * 3));
  pictures.dataset.view = onward() === 1 ? part : 2 - part;
}

function hold(event) {
  held = null;
  if (event.pointerType !== 'touch' || event.target.closest?.('button')) return;
  const pictures = event.target.closest?.('.card')?.querySelector('.card__pictures--two');
  if (pictures && isWithin(event, pictures.getBoundingClientRect()))
    held = { pictures, x: event.clientX, y: event.clientY };
}

const letGo = () => (held = null);

/** One picture for one swipe. What is more up or down than across scrolls the page. */
function swipe({ clientX, clientY }) {
  if (!held) return;
  const [across, down] = [clientX - held.x, clientY - held.y];
  if (Math.abs(across) < SWIPE_PX || Math.abs(across) < Math.abs(down)) return;
  const { pictures } = held;
  const last = pictures.matches('.card__pictures--three') ? 2 : 1;
  const view = Number(pictures.dataset.view ?? 0) - Math.sign(across) * onward();
  pictures.dataset.view = Math.min(last, Math.max(0, view));
  held = null;
}
