import type { Room } from '../room.js';
import { ContactController } from './contact.controller.js';
import { ContentFacts } from './content-facts.service.js';
import { ContentPageController } from './content-page.controller.js';
import { ContentPages } from './content-pages.service.js';
import { NewsletterController } from './newsletter.controller.js';
import { OldTermsController } from './old-terms.controller.js';

/** Texts, the contact form and the newsletter. */
export const content: Room = {
  controllers: [ContactController, OldTermsController, ContentPageController, NewsletterController],
  providers: [ContentFacts, ContentPages],
};
