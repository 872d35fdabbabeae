/**
 * The stand-in for https://js.stripe.com/v3/: the calls that the payment page makes, with a frame of the stub's own
 * origin in which the card is typed. The frame talks to the stub; the page never sees the number.
 */
export const script = (origin: string): string => `
window.Stripe = (key) => ({
  elements: ({ clientSecret, customerSessionClientSecret }) => {
    const frame = document.createElement('iframe');
    const shown = customerSessionClientSecret ? '?customer_session=' + customerSessionClientSecret : '';
    frame.src = ${JSON.stringify(`${origin}/elements/payment`)} + shown;
    frame.title = 'Secure payment input frame';
    const handlers = {};
    addEventListener('message', ({ origin, data }) => {
      if (origin === ${JSON.stringify(origin)} && data.ready) handlers.ready?.();
    });
    return {
      frame,
      clientSecret,
      create: () => ({
        mount: (place) => document.querySelector(place).append(frame),
        on: (name, handler) => { handlers[name] = handler; },
      }),
    };
  },
  confirmPayment: ({ elements, confirmParams }) => new Promise((resolve) => {
    const hear = ({ origin, data }) => {
      if (origin !== ${JSON.stringify(origin)} || data.ready) return;
      removeEventListener('message', hear);
      if (data.error) resolve({ error: data.error });
      else location.assign(data.next);
    };
    addEventListener('message', hear);
    elements.frame.contentWindow.postMessage(
      { clientSecret: elements.clientSecret, returnUrl: confirmParams.return_url, key }, '*');
  }),
});
`;
