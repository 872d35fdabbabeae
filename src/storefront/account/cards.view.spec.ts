import { expect, it } from 'vitest';
import { Messages } from '../../platform/views/messages.js';
import { cardsPage } from './cards.view.js';

const messages = new Messages('en');
const card = (fields: object = {}) => ({
  id: 'pm_1',
  brand: 'visa',
  lastFour: '4242',
  expires: { year: 2026, month: 11 },
  ...fields,
});
const rowAt = (now: string, fields = {}) => cardsPage([card(fields)], new Date(now), messages).cards[0]!;

it('names a card by its brand and its last four digits', () => {
  expect(rowAt('2026-01-01T00:00:00Z')).toEqual({
    id: 'pm_1',
    name: 'Visa •••• 4242',
    expires: 'Expires 11/2026',
    removeLabel: 'Remove Visa •••• 4242',
  });
  expect(rowAt('2026-01-01T00:00:00Z', { brand: 'moonbank' }).name).toBe('Card •••• 4242');
});

it('says that a card has expired from the first day after its month', () => {
  expect(rowAt('2026-11-30T23:59:59Z').expires).toBe('Expires 11/2026');
  expect(rowAt('2026-12-01T00:00:00Z').expires).toBe('Expired 11/2026');
});
