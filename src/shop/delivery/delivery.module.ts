import { Module } from '@nestjs/common';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryService } from './delivery.service.js';

@Module({ providers: [DeliveryService, DeliveryRepository], exports: [DeliveryService] })
export class DeliveryModule {}
