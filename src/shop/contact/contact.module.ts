import { Module } from '@nestjs/common';
import { ContactTries } from './contact-tries.js';
import { ContactService } from './contact.service.js';

@Module({ providers: [ContactService, ContactTries], exports: [ContactService] })
export class ContactModule {}
