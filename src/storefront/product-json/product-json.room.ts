import type { Room } from '../room.js';
import { ProductJsonController } from './product-json.controller.js';
import { SuggestController } from './suggest.controller.js';

/** The JSON of products and of what is suggested while somebody types. */
export const productJson: Room = {
  controllers: [ProductJsonController, SuggestController],
  providers: [],
};
