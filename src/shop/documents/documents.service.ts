import { Injectable } from '@nestjs/common';
import { inLanguage } from '../../platform/language/current-language.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { OrderDetails } from '../orders/order.js';
import { invoicePdf } from './invoice-pdf.js';
import { InvoicesService } from './invoices.service.js';
import { packingSlipPdf } from './packing-slip-pdf.js';

/** A file for the shopper or for the parcel. */
export interface OrderDocument {
  fileName: string;
  bytes: Buffer;
}

/** Invoice and packing slip of an order, as PDF, in the order's language. Made when asked for: the same order gives the same bytes. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** Null while there is nothing to invoice. */
  async invoice(order: OrderDetails): Promise<OrderDocument | null> {
    const invoice = await this.invoices.of(order);
    if (!invoice) return null;
    const bytes = await inLanguage(order.language, () =>
      invoicePdf(order, invoice, this.messages, this.formatters),
    );
    return { fileName: `invoice-${invoice.number}.pdf`, bytes };
  }

  async packingSlip(order: OrderDetails): Promise<OrderDocument> {
    const bytes = await inLanguage(order.language, () =>
      packingSlipPdf(order, this.messages, this.formatters),
    );
    return { fileName: `packing-slip-${order.number}.pdf`, bytes };
  }
}
