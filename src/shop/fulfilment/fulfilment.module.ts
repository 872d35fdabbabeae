import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ShipOrderService } from './ship-order.service.js';

@Module({
  imports: [OrdersModule, InventoryModule],
  providers: [ShipOrderService],
  exports: [ShipOrderService],
})
export class FulfilmentModule {}
