import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.js';
import { StockRepository } from './stock.repository.js';

@Module({ providers: [InventoryService, StockRepository], exports: [InventoryService] })
export class InventoryModule {}
