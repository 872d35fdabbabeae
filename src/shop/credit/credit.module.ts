import { Module } from '@nestjs/common';
import { CreditRepository } from './credit.repository.js';
import { CreditService } from './credit.service.js';
import { IssueCreditService } from './issue-credit.service.js';

@Module({
  providers: [CreditRepository, CreditService, IssueCreditService],
  exports: [CreditService, IssueCreditService],
})
export class CreditModule {}
