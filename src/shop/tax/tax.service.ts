import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Destination } from '../../core/places/place.js';
import { isInEu } from '../../core/tax/eu.js';
import { isReverseCharge, type VatNumber } from '../../core/tax/reverse-charge.js';
import { taxesAt, type DueTaxes } from '../../core/tax/tax-rules.js';
import { deadline } from '../../platform/clock/deadline.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { TaxRepository } from './tax.repository.js';
import { readVatNumber } from './vat-number.js';
import { VatRegister, type RegisterAnswer } from './vat-register.js';

export type { DueTaxes } from '../../core/tax/tax-rules.js';
export type { VatNumber } from '../../core/tax/reverse-charge.js';

/** A checkout waits for the register no longer than for anything else outside of the shop. */
const REGISTER_MS = 4000;

/** Which taxes are due at an address, and what is known of a VAT number. */
@Injectable()
export class TaxService {
  private readonly log = new Logger(TaxService.name);

  constructor(
    private readonly repository: TaxRepository,
    private readonly register: VatRegister,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** From MySQL, now. */
  async taxesAt(destination: Destination, vat: VatNumber | null): Promise<DueTaxes> {
    const rules = await this.repository.findRules(destination);
    return taxesAt(rules, destination, isReverseCharge(this.env.SHOP_COUNTRY, destination.country, vat));
  }

  /**
   * What was typed, read and looked up. Null: it is no VAT number. A register that does not answer leaves it `unverified`: nobody's
   * order waits for an office that is closed.
   */
  async vatNumber(text: string): Promise<VatNumber | null> {
    const read = readVatNumber(text);
    if (!read) return null;
    const answer = isInEu(read.country) ? await this.lookUp(read.number) : 'unknown';
    return { ...read, status: answer === 'unknown' ? 'unverified' : answer };
  }

  private async lookUp(number: string): Promise<RegisterAnswer> {
    try {
      return await deadline(this.register.lookUp(number), REGISTER_MS);
    } catch (error) {
      this.log.warn(`a VAT number could not be looked up: ${(error as Error).message}`);
      return 'unknown';
    }
  }
}
