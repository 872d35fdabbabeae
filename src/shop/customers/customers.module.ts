import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Passwords } from '../../platform/security/passwords.js';
import { SessionModule } from '../../platform/session/session.module.js';
import { AddressBookService } from './address-book.service.js';
import { AddressRepository } from './address.repository.js';
import { ChangePasswordService } from './change-password.service.js';
import { CustomerGroupRepository } from './customer-group.repository.js';
import { CustomerGroupsService } from './customer-groups.service.js';
import { CustomerRecord } from './customer.entity.js';
import { CustomerRepository } from './customer.repository.js';
import { CustomersService } from './customers.service.js';
import { EndAllSessionsService } from './end-all-sessions.service.js';
import { EndSessionsService } from './end-sessions.service.js';
import { OwnPasswordService } from './own-password.service.js';
import { SignInLimiter } from './sign-in-limiter.js';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerRecord]), SessionModule],
  providers: [
    CustomersService,
    ChangePasswordService,
    EndSessionsService,
    EndAllSessionsService,
    CustomerRepository,
    AddressBookService,
    AddressRepository,
    OwnPasswordService,
    CustomerGroupRepository,
    CustomerGroupsService,
    SignInLimiter,
    Passwords,
  ],
  exports: [
    CustomersService,
    AddressBookService,
    OwnPasswordService,
    CustomerGroupsService,
    ChangePasswordService,
    EndSessionsService,
    EndAllSessionsService,
  ],
})
export class CustomersModule {}
