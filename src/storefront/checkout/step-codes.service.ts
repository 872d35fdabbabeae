import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import type { CheckoutStep } from '../../shop/checkout/checkout.js';
import { CheckoutPages } from './checkout-pages.service.js';
import { DiscountCodes } from '../cart/discount-codes.service.js';
import { readTexts } from '../forms/checkout.form.js';
import type { Turn } from '../page/turn.js';
import { SAID_OF_CODE, UseCode } from '../cart/use-code.service.js';

const MAX_TYPED = 200;

interface Said {
  key: string;
  values: Record<string, string>;
}

/** What a step of the checkout was sent about codes, besides its own fields. */
export interface StepCode {
  /** The buttons beside the codes were pressed: the shopper does not go on to the next step. */
  staysHere: boolean;
  /** For a code that was used, kept or taken away. */
  said: Said | null;
  /** Beside the field: what was typed and why it is refused. */
  wrong: { typed: string; problem: string } | null;
  /** Of the answer when it is refused. */
  status: number;
}

/**
 * Codes in the summary beside each step. Field and buttons belong to the form of the step, so what is typed there is sent along,
 * with and without JavaScript, and whoever goes on with a code in the field has it used as well.
 */
@Injectable()
export class StepCodes {
  constructor(
    private readonly using: UseCode,
    private readonly codes: DiscountCodes,
    private readonly pages: CheckoutPages,
    private readonly messages: Messages,
  ) {}

  async take(turn: Turn, body: unknown): Promise<StepCode> {
    const { code = '', use_code: uses, remove_code: removed } = readTexts(body);
    const typed = code.trim().slice(0, MAX_TYPED);
    const nothing = { said: null, wrong: null, status: 200 };
    if (removed !== undefined) {
      this.codes.remove(turn.request, turn.response, removed);
      return { ...nothing, staysHere: true, said: { key: 'coupon.removed', values: { code: removed } } };
    }
    const staysHere = uses !== undefined;
    if (typed === '' && !staysHere) return { ...nothing, staysHere };
    return { ...nothing, staysHere, ...(await this.use(turn, typed)) };
  }

  /** After a step that was saved, or codes alone: to the next step, or back to the one whose button it was. */
  goOn(turn: Turn, step: CheckoutStep, { staysHere, said }: StepCode): Promise<null> {
    return this.pages.send(turn, staysHere ? `/checkout/${step}` : '/checkout', said ?? undefined);
  }

  /** For a step that is shown again. */
  model({ wrong, said }: StepCode): { code: object | null } {
    return { code: wrong ?? (said && { said: this.messages.t(said.key, said.values) }) };
  }

  private async use(turn: Turn, typed: string): Promise<Partial<StepCode>> {
    const refuse = (problem: string, status = 422) => ({ wrong: { typed, problem }, status });
    if (typed === '') return refuse(this.messages.t('coupon.missing'));
    const outcome = await this.using.use(turn, typed).catch((error: unknown) => {
      if (error instanceof UnavailableError) return null;
      throw error;
    });
    // Said here and not on a page of its own: that would lose what is typed in the step.
    if (!outcome) return refuse(this.messages.t('coupon.refused.away', { code: typed }), 503);
    if (outcome.kind === 'too_many') turn.response.setHeader('Retry-After', outcome.seconds);
    if ('problem' in outcome) return refuse(outcome.problem, outcome.kind === 'too_many' ? 429 : 422);
    return { said: { key: SAID_OF_CODE[outcome.kind], values: { code: typed } } };
  }
}
