/** What a register says of a VAT number. `unknown`: it could not be asked, or did not answer. */
export type RegisterAnswer = 'valid' | 'invalid' | 'unknown';

/** A register of VAT numbers, such as the VIES of the European Union. */
export abstract class VatRegister {
  /** `number` with the letters of its country, without blanks. May fail: that counts as `unknown`. */
  abstract lookUp(number: string): Promise<RegisterAnswer>;
}

/** What there is until a register is connected: nobody is asked. */
export class NoVatRegister extends VatRegister {
  lookUp(): Promise<RegisterAnswer> {
    return Promise.resolve('unknown');
  }
}
