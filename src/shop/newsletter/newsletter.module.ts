import { Module } from '@nestjs/common';
import { ExportNewsletter } from './export-newsletter.service.js';
import { NewsletterMailService } from './newsletter-mail.service.js';
import { NewsletterTries } from './newsletter-tries.js';
import { NewsletterService } from './newsletter.service.js';
import { SubscriptionRepository } from './subscription.repository.js';

@Module({
  providers: [
    NewsletterService,
    ExportNewsletter,
    NewsletterMailService,
    NewsletterTries,
    SubscriptionRepository,
  ],
  exports: [NewsletterService, ExportNewsletter],
})
export class NewsletterModule {}
