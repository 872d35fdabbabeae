import type { Room } from '../room.js';
import { HomeSections } from './home-sections.service.js';
import { HomeController } from './home.controller.js';

/** The start page. */
export const home: Room = {
  controllers: [HomeController],
  providers: [HomeSections],
};
