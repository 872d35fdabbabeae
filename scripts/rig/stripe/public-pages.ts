import { textOf, type Params } from './form-body.js';
import { bankPage, elementFrame, hostedPage } from './pages.js';
import { Refusal } from './refusal.js';
import { script } from './script.js';
import type { Books } from './stripe-stub.js';

export interface PageAnswer {
  status: number;
  type: string;
  body: string;
  location?: string;
}

const html = (body: string): PageAnswer => ({ status: 200, type: 'text/html', body });
const redirect = (location: string): PageAnswer => ({ status: 303, type: 'text/plain', body: '', location });

/** What browsers see of the provider; null for any other address. */
export function showPage(books: Books, method: string, url: URL, params: Params): PageAnswer | null {
  const { pathname } = url;
  if (pathname === '/v3/') return { status: 200, type: 'text/javascript', body: script(books.origin) };
  if (pathname === '/elements/payment') return html(element(books, url.searchParams.get('customer_session')));
  const bank = /^\/3ds\/(\w+)$/.exec(pathname)?.[1];
  if (bank && method === 'GET') return html(bankPage(bank, url.searchParams.get('return_url') ?? ''));
  if (bank) {
    books.intents.authenticate(bank, textOf(params, 'answer') === 'yes');
    return redirect(textOf(params, 'return_url') ?? '/');
  }
  const session = /^\/c\/pay\/(\w+)$/.exec(pathname)?.[1];
  return session ? hosted(books, method, session, params) : null;
}

/** A customer's cards are shown to whoever has the secret of a session of theirs, as far as it says. */
function element({ customers }: Books, secret: string | null): string {
  if (secret === null) return elementFrame([], false);
  const { customer, features } = customers.bySecret(secret);
  const isShown = features['payment_method_redisplay'] === 'enabled';
  const cards = isShown ? customers.cardsOf(customer) : [];
  return elementFrame(cards, features['payment_method_save'] === 'enabled');
}

function hosted(
  { sessions, intents, customers, origin }: Books,
  method: string,
  id: string,
  params: Params,
): PageAnswer {
  const session = sessions.get(id);
  if (session.status !== 'open') return html('<h1>This page is over</h1>');
  const cards = session.customer === null ? [] : customers.cardsOf(session.customer);
  const show = (problem: string) => html(hostedPage(session, cards, session.saves, problem));
  if (method === 'GET') return show('');
  try {
    const { id: own } = sessions.intentOf(session);
    const saved = textOf(params, 'saved');
    const intent = saved
      ? intents.confirmSaved(own, saved)
      : intents.confirm(own, textOf(params, 'card') ?? '', textOf(params, 'save') === 'true');
    const isAsked = intent.status === 'requires_action';
    const back = encodeURIComponent(session.success_url);
    return redirect(isAsked ? `${origin}/3ds/${intent.id}?return_url=${back}` : session.success_url);
  } catch (error) {
    if (error instanceof Refusal) return show(error.message);
    throw error;
  }
}
