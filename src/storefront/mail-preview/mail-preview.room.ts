import type { Room } from '../room.js';
import { MailPreview } from './mail-preview.service.js';

/** Mails, looked at in development. */
export const mailPreview: Room = {
  controllers: [],
  providers: [MailPreview],
};
