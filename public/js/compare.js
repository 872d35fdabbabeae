/**
 * Products chosen to be compared: buttons that are pressed, and a tray at the foot of the page that shows them. Without this each
 * button leads to the comparison. The choice is in a cookie, which the shop sets.
 */
const LOOKS = ['wishlist:look', 'turbo:render', 'turbo:frame-render'];

export function setUpCompare() {
  const tray = document.querySelector('[data-tray]');
  if (!tray) return;
  // Read before it is filled: the server knows where the comparison is.
  const source = tray.querySelector('a').href;
  const show = () => fill(tray, source);
  void show();
  for (const name of LOOKS) document.addEventListener(name, mark);
  // Back shows the page as it was left, with the choice of that time.
  window.addEventListener('pageshow', (event) => event.persisted && void show());
  document.addEventListener('submit', (event) => {
    if (!['compare', 'uncompare'].includes(event.target.id) || !event.submitter) return;
    event.preventDefault();
    const isInTray = tray.contains(event.submitter);
    void change(event.target, event.submitter, tray)
      .then(show)
      // Its buttons are others now.
      .then(() => isInTray && (tray.hidden ? document.querySelector('main') : tray).focus());
  });
}

/** Handles, in the order in which they were chosen. */
function chosen() {
  const text = /(?:^|; )compare=([^;]*)/.exec(document.cookie)?.[1];
  return text ? decodeURIComponent(text).split(',') : [];
}

/** Behind the page, and said; when that cannot be done, as without script. */
async function change(form, button, tray) {
  const body = new URLSearchParams(button.name ? { [button.name]: button.value } : {});
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'X-Background': '1' } }).catch(
    () => null,
  );
  if (answer?.status === 422) return say(await answer.text());
  if (answer?.status !== 204) return leave(form, button);
  tray.dataset.isNews = '';
}

function leave(form, button) {
  if (button.name)
    form.append(Object.assign(document.createElement('input'), { name: button.name, value: button.value }));
  form.submit();
}

async function fill(tray, source) {
  mark();
  const handles = chosen();
  // On the comparison itself it would say the same again.
  if (handles.length === 0 || document.querySelector('[data-compared]')) return close(tray);
  const query = handles.map(encodeURIComponent).join(',');
  const answer = await fetch(`${source}/tray?products=${query}`, { credentials: 'omit' }).catch(() => null);
  if (!answer?.ok) return close(tray);
  tray.innerHTML = await answer.text();
  tray.hidden = false;
  if ('isNews' in tray.dataset) say(tray.querySelector('[data-says]').textContent);
  delete tray.dataset.isNews;
}

function close(tray) {
  tray.hidden = true;
  tray.replaceChildren();
}

const say = (words) => (document.querySelector('[data-tray-says]').textContent = words);

/** A pressed button takes its product out again. */
function mark() {
  const handles = chosen();
  for (const button of document.querySelectorAll('[data-compare]')) {
    const isOn = handles.includes(button.value);
    button.setAttribute('aria-pressed', String(isOn));
    button.setAttribute('form', isOn ? 'uncompare' : 'compare');
  }
}
