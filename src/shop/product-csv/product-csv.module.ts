import { Module } from '@nestjs/common';
import { PictureKeeper } from '../../platform/images/picture-keeper.js';
import { VideoKeeper } from '../../platform/videos/video-keeper.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { ExportProductsService } from './export-products.service.js';
import { ImageStore } from './image-store.js';
import { ImportProductsService } from './import-products.service.js';
import { ExportTranslations } from './translations/export-translations.service.js';
import { ImportTranslations } from './translations/import-translations.service.js';
import { VideoStore } from './video-store.js';

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [
    ImportProductsService,
    ExportProductsService,
    ImportTranslations,
    ExportTranslations,
    ImageStore,
    PictureKeeper,
    VideoStore,
    VideoKeeper,
  ],
  exports: [ImportProductsService, ExportProductsService, ImportTranslations, ExportTranslations],
})
export class ProductCsvModule {}
