import type { Room } from '../room.js';
import { StyleguideController } from './styleguide.controller.js';

/** The look of everything, in development. */
export const styleguide: Room = {
  controllers: [StyleguideController],
  providers: [],
};
