import type { StubCard } from './customers.js';
import type { Session } from './sessions.js';

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title><body>${body}</body></html>`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** How a saved card is named. */
const nameOf = ({ card }: StubCard): string => `•••• ${card.last4}`;

const keeping = `<label><input type="checkbox" id="save" name="save" value="true"> Save this card</label>`;

/** What stands in the frame of the payment element. `cards`: those that the customer keeps. */
export const elementFrame = (cards: readonly StubCard[], isSaving: boolean): string =>
  page(
    'Payment',
    `${cards.map((card) => `<label><input type="radio" name="saved" value="${card.id}"> ${nameOf(card)}</label>`).join('')}
${isSaving ? keeping : ''}<label>Card number <input id="number" autocomplete="cc-number"></label>
<script>
addEventListener('message', async ({ data, source, origin }) => {
  const [id] = data.clientSecret.split('_secret_');
  const body = new URLSearchParams({
    client_secret: data.clientSecret, return_url: data.returnUrl, key: data.key, card: document.getElementById('number').value,
    save: String(document.getElementById('save')?.checked ?? false),
    saved: document.querySelector('[name=saved]:checked')?.value ?? '',
  });
  const answer = await fetch('/v1/payment_intents/' + id + '/confirm', { method: 'POST', body });
  const read = await answer.json();
  if (read.error) return source.postMessage({ error: read.error }, origin);
  const next = read.next_action?.redirect_to_url.url ?? data.returnUrl;
  source.postMessage({ next }, origin);
});
parent.postMessage({ ready: true }, '*');
</script>`,
  );

/** The bank's page of 3-D Secure. */
export const bankPage = (intent: string, returnUrl: string): string =>
  page(
    '3D Secure 2 Test Page',
    `<form method="post" action="/3ds/${intent}"><input type="hidden" name="return_url" value="${escape(returnUrl)}">
<button name="answer" value="yes">Complete</button><button name="answer" value="no">Fail</button></form>`,
  );

/** The hosted payment page. */
export const hostedPage = (
  { id, amount_total: amount, currency }: Pick<Session, 'id' | 'amount_total' | 'currency'>,
  cards: readonly StubCard[],
  isSaving: boolean,
  problem: string,
): string =>
  page(
    'Stripe Checkout',
    `<h1>Pay ${amount} ${currency}</h1><p role="alert">${escape(problem)}</p>
<form method="post" action="/c/pay/${id}">
${cards.map((card) => `<button name="saved" value="${card.id}">Pay with ${nameOf(card)}</button>`).join('')}
${isSaving ? keeping : ''}<label>Card number <input name="card"></label><button>Pay</button></form>`,
  );
