import { Module } from '@nestjs/common';
import { PictureKeeper } from '../../platform/images/picture-keeper.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { ExportProductsService } from './export-products.service.js';
import { ImageStore } from './image-store.js';
import { ImportProductsService } from './import-products.service.js';

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [ImportProductsService, ExportProductsService, ImageStore, PictureKeeper],
  exports: [ImportProductsService, ExportProductsService],
})
export class ProductCsvModule {}
