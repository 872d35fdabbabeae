import type { IncomingHttpHeaders } from 'node:http';
import { ada, filledForm, type Person } from '../bench/page-form.js';

const PLACE = '/checkout/orders';
const MOST_STEPS = 12;

interface Page {
  status: number;
  headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Who keeps cookies, asks for pages and sends forms, over whatever connections. */
interface Visitor<Came extends Page> {
  get(path: string): Promise<Came>;
  post(path: string, fields: Record<string, string>): Promise<Came>;
}

/**
 * Walks a shopper who has a cart through the steps of the checkout; answers what the last button would send. `folder`: of a language,
 * `/de`; every step leads on inside it.
 */
export async function reachReview(
  shopper: Visitor<Page>,
  person: Person = ada,
  folder = '',
): Promise<Record<string, string>> {
  let path = `${folder}/checkout`;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const page = await shopper.get(path);
    if (page.status === 200 && path === `${folder}/checkout/review`)
      return filledForm(page.text, folder + PLACE, person);
    const answer = page.status === 200 ? await shopper.post(path, filledForm(page.text, path, person)) : page;
    if (answer.status !== 303)
      throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 2000)}`);
    path = answer.headers.location!;
  }
  throw new Error(`the checkout does not end: ${path}`);
}

/** The last button. */
export const placeOrder = <Came extends Page>(
  shopper: Visitor<Came>,
  review: Record<string, string>,
  folder = '',
): Promise<Came> => shopper.post(folder + PLACE, review);
