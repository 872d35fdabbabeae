import type { Room } from '../room.js';
import { DrawnController } from './drawn.controller.js';
import { SharePictures } from './share-pictures.service.js';
import { ShareController } from './share.controller.js';

/** Pictures for other sites. */
export const share: Room = {
  controllers: [ShareController, DrawnController],
  providers: [SharePictures],
};
