import { ConsoleLogger, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { CatalogModule } from '../../src/shop/catalog/catalog.module.js';
import { ReviewsModule } from '../../src/shop/reviews/reviews.module.js';
import { ProductCsvModule } from '../../src/shop/product-csv/product-csv.module.js';
import { WorkerModule } from '../../src/worker.module.js';

/** The part of the shop that files of products need. */
@Module({ imports: [PlatformModule, CatalogModule, ProductCsvModule] })
export class ProductCsvTools {}

/** The same, and what a demo shop has besides. */
@Module({ imports: [ProductCsvTools, ReviewsModule] })
export class DemoTools {}

/** Everything that staff have commands for. */
@Module({ imports: [WorkerModule, ProductCsvModule] })
export class StaffTools {}

/** Errors only, and not what stops the start: that is thrown as well, and whoever catches it says it. */
class CommandLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['error', 'fatal'] });
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'ExceptionHandler') super.error(message, ...rest);
  }
}

/** The services of `module` without a web server. Close it, or the process does not end. */
export const openShop = (module: Type): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(module, { logger: new CommandLogger(), abortOnError: false });
