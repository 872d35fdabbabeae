import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Env } from '../../platform/config/env.js';
import type { TaxRepository } from './tax.repository.js';
import { TaxService } from './tax.service.js';
import { NoVatRegister, type RegisterAnswer, VatRegister } from './vat-register.js';

class Register extends VatRegister {
  readonly asked: string[] = [];
  constructor(private readonly answer: () => Promise<RegisterAnswer>) {
    super();
  }
  lookUp(number: string): Promise<RegisterAnswer> {
    this.asked.push(number);
    return this.answer();
  }
}

const service = (register: VatRegister) =>
  new TaxService({} as TaxRepository, register, { SHOP_COUNTRY: 'DE' } as Env);
const AUSTRIAN = 'ATU13585627';

afterEach(() => void vi.useRealTimers());

describe('a VAT number that was typed', () => {
  it.each([
    ['valid', 'valid'],
    ['invalid', 'invalid'],
    ['unknown', 'unverified'],
  ] as const)('of which the register says %s is %s', async (answer, status) => {
    const register = new Register(() => Promise.resolve(answer));
    expect(await service(register).vatNumber('at u1358 5627')).toEqual({
      number: AUSTRIAN,
      country: 'AT',
      status,
    });
    expect(register.asked).toEqual([AUSTRIAN]);
  });

  it('is unverified when the register fails, does not answer for four seconds, or is not there', async () => {
    const failing = new Register(() => Promise.reject(new Error('connection reset')));
    expect(await service(failing).vatNumber(AUSTRIAN)).toMatchObject({ status: 'unverified' });
    expect(await service(new NoVatRegister()).vatNumber(AUSTRIAN)).toMatchObject({ status: 'unverified' });
    vi.useFakeTimers();
    const silent = service(new Register(() => new Promise(() => undefined))).vatNumber(AUSTRIAN);
    await vi.advanceTimersByTimeAsync(4000);
    expect(await silent).toMatchObject({ status: 'unverified' });
  });

  it('is not looked up when it is none, or not of the Union', async () => {
    const register = new Register(() => Promise.resolve('valid'));
    expect(await service(register).vatNumber('ATU13585628')).toBeNull();
    expect(await service(register).vatNumber('GB980780684')).toMatchObject({ status: 'unverified' });
    expect(register.asked).toEqual([]);
  });
});
