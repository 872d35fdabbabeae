import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Passwords } from '../../platform/security/passwords.js';
import { SessionModule } from '../../platform/session/session.module.js';
import { AccountMailsService } from './account-mails.service.js';
import { AskLinkService } from './ask-link.service.js';
import { AddressBookService } from './address-book.service.js';
import { AddressRepository } from './address.repository.js';
import { ChangeEmailService } from './change-email.service.js';
import { ChangePasswordService } from './change-password.service.js';
import { ConfirmEmailService } from './confirm-email.service.js';
import { CustomerGroupRepository } from './customer-group.repository.js';
import { CustomerGroupsService } from './customer-groups.service.js';
import { CustomerLinkRepository } from './customer-link.repository.js';
import { CustomerRecord } from './customer.entity.js';
import { CustomerRepository } from './customer.repository.js';
import { CustomersService } from './customers.service.js';
import { EndAllSessionsService } from './end-all-sessions.service.js';
import { EndSessionsService } from './end-sessions.service.js';
import { LinkTries } from './link-tries.js';
import { RecoverPasswordService } from './recover-password.service.js';
import { SendLinksService } from './send-links.service.js';
import { OwnPasswordService } from './own-password.service.js';
import { SignInLimiter } from './sign-in-limiter.js';
import { StorePasswordService } from './store-password.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerRecord]), SessionModule],
  providers: [
    CustomersService,
    ChangePasswordService,
    EndSessionsService,
    EndAllSessionsService,
    RecoverPasswordService,
    ConfirmEmailService,
    ChangeEmailService,
    AskLinkService,
    SendLinksService,
    StorePasswordService,
    AccountMailsService,
    CustomerRepository,
    CustomerLinkRepository,
    AddressBookService,
    AddressRepository,
    OwnPasswordService,
    CustomerGroupRepository,
    CustomerGroupsService,
    SignInLimiter,
    LinkTries,
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
    RecoverPasswordService,
    ConfirmEmailService,
    ChangeEmailService,
    SendLinksService,
  ],
})
export class CustomersModule {}
