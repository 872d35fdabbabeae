import type { Room } from '../room.js';
import { AccountDataPages } from './account-data-pages.service.js';
import { AccountDataController } from './account-data.controller.js';
import { AccountDoor } from './account-door.service.js';
import { AccountNewsletterController } from './account-newsletter.controller.js';
import { AccountController } from './account.controller.js';
import { AddressesController } from './addresses.controller.js';
import { CardsController } from './cards.controller.js';
import { ConfirmController } from './confirm.controller.js';
import { CustomerDoor } from './customer-door.service.js';
import { OnlyThisDevice } from './only-this-device.service.js';
import { EmailController } from './email.controller.js';
import { PasswordController } from './password.controller.js';
import { RecoverController } from './recover.controller.js';
import { RegisterController } from './register.controller.js';
import { SessionsReadAhead } from './sessions-read-ahead.js';
import { SessionsController } from './sessions.controller.js';
import { SignInController } from './sign-in.controller.js';

/** Accounts: the way in, and what belongs to one. */
export const account: Room = {
  controllers: [
    AccountController,
    AddressesController,
    AccountNewsletterController,
    AccountDataController,
    SessionsController,
    EmailController,
    PasswordController,
    CardsController,
    SignInController,
    RecoverController,
    ConfirmController,
    RegisterController,
  ],
  providers: [AccountDoor, AccountDataPages, SessionsReadAhead, CustomerDoor, OnlyThisDevice],
};
