import type { TaxService } from '../../shop/tax/tax.service.js';
import type { ContactForm, Typed } from './checkout.form.js';

/** A contact form with the VAT number that was typed into it, if any, beside what else is wrong. */
export async function withVatNumber(
  form: ContactForm,
  typed: Typed,
  taxes: Pick<TaxService, 'vatNumber'>,
): Promise<ContactForm> {
  const text = (typed['vat_number'] ?? '').trim();
  if (text === '') return form;
  const vatNumber = await taxes.vatNumber(text);
  const problem = problemOf(vatNumber?.status ?? null);
  if (problem)
    return { ok: false, typed, problems: { ...(form.ok ? {} : form.problems), vat_number: problem } };
  return form.ok ? { ok: true, contact: { ...form.contact, vatNumber } } : form;
}

function problemOf(status: 'valid' | 'invalid' | 'unverified' | null): string | null {
  if (status === null) return 'checkout.problem.vat_number';
  return status === 'invalid' ? 'checkout.problem.vat_unknown' : null;
}
