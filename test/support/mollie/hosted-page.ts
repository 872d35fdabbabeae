import type { Payment } from './payments.js';

/** Mollie's page on which a payment is made: the shopper pays, fails to, or gives up. */
export const hostedPage = ({ id, amount, description, status }: Payment): string => `<!doctype html>
<html lang="en"><title>Pay ${description}</title><link rel="icon" href="data:,">
<h1>${amount.currency} ${amount.value}</h1>
<p>${status}</p>
<form method="post" action="/checkout/${id}">
  <button name="how" value="pay">Pay</button>
  <button name="how" value="fail">Fail</button>
  <button name="how" value="cancel">Cancel</button>
</form></html>`;

const WAYS = ['pay', 'fail', 'cancel'] as const;

export const wayIn = (form: string): (typeof WAYS)[number] | null =>
  WAYS.find((way) => new URLSearchParams(form).get('how') === way) ?? null;
