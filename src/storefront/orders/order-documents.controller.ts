import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { DocumentsService, type OrderDocument } from '../../shop/documents/documents.service.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { OrdersService } from '../../shop/orders/orders.service.js';
import { AccountDoor } from '../account/account-door.service.js';

/** Invoice and packing slip: for whoever has the order's address, and for the customer whose order it is. */
@Controller()
export class OrderDocumentsController {
  constructor(
    private readonly orders: OrdersService,
    private readonly documents: DocumentsService,
    private readonly account: AccountDoor,
  ) {}

  @Get('orders/:token/invoice.pdf')
  async invoice(@Res() response: Response, @Param('token') token: string): Promise<void> {
    send(response, await this.documents.invoice(there(await this.orders.byToken(token))));
  }

  @Get('orders/:token/packing-slip.pdf')
  async packingSlip(@Res() response: Response, @Param('token') token: string): Promise<void> {
    send(response, await this.documents.packingSlip(there(await this.orders.byToken(token))));
  }

  @Get('account/orders/:number/invoice.pdf')
  async ownInvoice(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('number') number: string,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, request.originalUrl);
    if (!customer) return;
    send(response, await this.documents.invoice(there(await this.orders.ofCustomer(customer.id, number))));
  }

  @Get('account/orders/:number/packing-slip.pdf')
  async ownPackingSlip(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('number') number: string,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, request.originalUrl);
    if (!customer) return;
    const order = there(await this.orders.ofCustomer(customer.id, number));
    send(response, await this.documents.packingSlip(order));
  }
}

/** Errors: NotFoundError, the same for what is not there and what is another's. */
function there(order: OrderDetails | null): OrderDetails {
  if (!order) throw new NotFoundError('errors.not_found');
  return order;
}

function send(response: Response, document: OrderDocument | null): void {
  if (!document) throw new NotFoundError('errors.not_found');
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Disposition', `inline; filename="${document.fileName}"`);
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('X-Robots-Tag', 'noindex');
  response.end(document.bytes);
}
