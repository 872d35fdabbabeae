/** The payment page: the provider's own form in a frame of theirs. Without it, the form below leads to their page. */
const form = document.querySelector('[data-pay]');
if (form && window.Stripe) setUpPayment(form);

function setUpPayment(form) {
  const { pay: key, secret: clientSecret, cards, return: returnPath } = form.dataset;
  const stripe = window.Stripe(key, { locale: document.documentElement.lang });
  const elements = stripe.elements({ clientSecret, ...(cards && { customerSessionClientSecret: cards }) });
  const element = elements.create('payment');
  form.hidden = false;
  element.mount('#payment-element');
  // What is typed in a frame of another site is heard of here only.
  element.on('change', () => form.dispatchEvent(new Event('input', { bubbles: true })));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    setBusy(form, true);
    const { error } = await confirm(stripe, elements, new URL(returnPath, location.href).href);
    // Without an error the browser is on its way to the next page.
    if (error) say(form, error.message);
  });
  // Back from the bank's page with a page that was kept: it can be sent once more.
  addEventListener('pageshow', () => setBusy(form, false));
}

/** What the provider says, also when it cannot be reached. */
async function confirm(stripe, elements, returnUrl) {
  try {
    return await stripe.confirmPayment({ elements, confirmParams: { return_url: returnUrl } });
  } catch {
    return { error: {} };
  }
}

function say(form, message) {
  const place = form.querySelector('[data-problem]');
  place.textContent = message ?? place.dataset.otherwise;
  setBusy(form, false);
}

function setBusy(form, isBusy) {
  const button = form.querySelector('button');
  button.disabled = isBusy;
  if (isBusy) {
    button.dataset.text = button.textContent;
    button.textContent = button.dataset.busy;
    form.querySelector('[data-problem]').textContent = '';
  } else if (button.dataset.text) button.textContent = button.dataset.text;
}
