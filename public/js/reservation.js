/** The payment page: while somebody types or clicks here, their goods stay set aside. One word a minute at most. */
const place = document.querySelector('[data-reservation]');
const EVERY_MS = 60_000;
let lastAt = Date.now();
if (place)
  for (const kind of ['input', 'keydown', 'pointerdown']) addEventListener(kind, () => void noticed());

async function noticed() {
  if (Date.now() - lastAt < EVERY_MS) return;
  lastAt = Date.now();
  // Without an answer the next one may have one.
  const answer = await fetch(place.dataset.reservation, { method: 'POST' }).catch(() => null);
  if (answer?.ok) place.textContent = (await answer.json()).text;
}
