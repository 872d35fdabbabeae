import { Module } from '@nestjs/common';
import { CreditModule } from '../credit/credit.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { CancelOrderService } from './cancel-order.service.js';
import { CaptureOrderService } from './capture-order.service.js';
import { EditOrderService } from './edit-order.service.js';
import { EndOrderService } from './end-order.service.js';
import { NoteDisputeService } from './note-dispute.service.js';
import { OrderAdjustmentRepository } from './order-adjustment.repository.js';
import { OrderCreditsService } from './order-credits.service.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderDraw } from './order-draw.js';
import { OrderHistoryRepository } from './order-history.repository.js';
import { OrderLineRepository } from './order-line.repository.js';
import { OrderListRepository } from './order-list.repository.js';
import { OrderMailsService } from './order-mails.service.js';
import { OrderPiecesService } from './order-pieces.service.js';
import { OrderPairRepository } from './order-pair.repository.js';
import { OrderRepository } from './order.repository.js';
import { OrdersService } from './orders.service.js';
import { RefundOrderService } from './refund-order.service.js';
import { RefundPartsRepository } from './refund-parts.repository.js';
import { RefundPartsService } from './refund-parts.service.js';
import { ReservationRepository } from './reservation.repository.js';
import { ReservationsService } from './reservations.service.js';
import { SettleOrderService } from './settle-order.service.js';
import { ShipmentRepository } from './shipment.repository.js';

const services = [
  OrdersService,
  OrderChangesService,
  OrderMailsService,
  OrderPiecesService,
  SettleOrderService,
  CaptureOrderService,
  CancelOrderService,
  RefundOrderService,
  EndOrderService,
  EditOrderService,
  NoteDisputeService,
  ReservationsService,
];

@Module({
  imports: [PaymentsModule, InventoryModule, PromotionsModule, CreditModule],
  providers: [
    ...services,
    OrderDraw,
    OrderRepository,
    OrderAdjustmentRepository,
    OrderLineRepository,
    OrderListRepository,
    OrderPairRepository,
    OrderHistoryRepository,
    ShipmentRepository,
    RefundPartsRepository,
    RefundPartsService,
    OrderCreditsService,
    ReservationRepository,
  ],
  exports: services,
})
export class OrdersModule {}
