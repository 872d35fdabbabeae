import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { AlertTries } from './alert-tries.js';
import { StockAlertMailService } from './stock-alert-mail.service.js';
import { StockAlertRepository } from './stock-alert.repository.js';
import { StockAlertsService } from './stock-alerts.service.js';

@Module({
  imports: [CatalogModule],
  providers: [StockAlertsService, StockAlertRepository, StockAlertMailService, AlertTries],
  exports: [StockAlertsService],
})
export class StockAlertsModule {}
