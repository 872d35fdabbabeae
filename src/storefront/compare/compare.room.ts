import type { Room } from '../room.js';
import { CompareChoiceController } from './compare-choice.controller.js';
import { CompareController } from './compare.controller.js';
import { Compared } from './compared.service.js';

/** Products side by side. */
export const compare: Room = {
  controllers: [CompareController, CompareChoiceController],
  providers: [Compared],
};
