import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ReceiveReturnService } from './receive-return.service.js';
import { ReturnRepository } from './return.repository.js';
import { ReturnsService } from './returns.service.js';

@Module({
  imports: [OrdersModule, InventoryModule],
  providers: [ReturnsService, ReceiveReturnService, ReturnRepository],
  exports: [ReturnsService, ReceiveReturnService],
})
export class ReturnsModule {}
