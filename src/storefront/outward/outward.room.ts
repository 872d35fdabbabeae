import type { Room } from '../room.js';
import { AtomController } from './atom.controller.js';
import { GoogleFeedController } from './google-feed.controller.js';
import { KeptFiles } from './kept-files.service.js';
import { RobotsController } from './robots.controller.js';
import { SitemapController } from './sitemap.controller.js';

/** What machines read: sitemap, feeds, robots. */
export const outward: Room = {
  controllers: [SitemapController, RobotsController, GoogleFeedController, AtomController],
  providers: [KeptFiles],
};
