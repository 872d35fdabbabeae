import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.js';
import { StockNews } from './stock-news.service.js';
import { StockRepository } from './stock.repository.js';

@Module({ providers: [InventoryService, StockNews, StockRepository], exports: [InventoryService] })
export class InventoryModule {}
