import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { DocumentsService } from './documents.service.js';
import { InvoiceRepository } from './invoice.repository.js';
import { InvoicesService } from './invoices.service.js';

@Module({
  imports: [OrdersModule],
  providers: [DocumentsService, InvoicesService, InvoiceRepository],
  exports: [DocumentsService],
})
export class DocumentsModule {}
