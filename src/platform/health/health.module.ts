import { Module } from '@nestjs/common';
import { Dependencies } from './dependencies.js';
import { Readiness } from './readiness.js';

@Module({ providers: [Dependencies, Readiness], exports: [Dependencies, Readiness] })
export class HealthModule {}
