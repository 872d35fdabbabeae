import { Module } from '@nestjs/common';
import { TaxRepository } from './tax.repository.js';
import { TaxService } from './tax.service.js';
import { NoVatRegister, VatRegister } from './vat-register.js';

@Module({
  providers: [TaxService, TaxRepository, { provide: VatRegister, useClass: NoVatRegister }],
  exports: [TaxService],
})
export class TaxModule {}
