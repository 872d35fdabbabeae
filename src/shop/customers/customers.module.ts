import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Passwords } from '../../platform/security/passwords.js';
import { CustomerRecord } from './customer.entity.js';
import { CustomerRepository } from './customer.repository.js';
import { CustomersService } from './customers.service.js';
import { SignInLimiter } from './sign-in-limiter.js';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerRecord])],
  providers: [CustomersService, CustomerRepository, SignInLimiter, Passwords],
  exports: [CustomersService],
})
export class CustomersModule {}
