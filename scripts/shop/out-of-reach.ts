import type { INestApplicationContext } from '@nestjs/common';
import type { ValueStore } from '../../src/platform/values/value-store.js';
import { isReachedByWorkers, VALUE_STORE } from '../../src/platform/values/values.module.js';

const SESSIONS = {
  cookie:
    'they live in the browsers’ cookies (SESSION_STORE=cookie), so these devices can go on with their carts until the cookies expire. New SESSION_SECRETS without the old ones end them at once, and those of everybody else.',
  memory:
    'they live in the web processes (SESSION_STORE=memory), so these devices can go on with their carts until the sessions expire. A restart of every web process ends them at once, and those of everybody else, with the carts of guests.',
};
const CARTS = {
  cookie: 'in the cookie of each browser (SESSION_STORE=cookie)',
  memory: 'in the web process that serves them (SESSION_STORE=memory)',
};

/** The kind of store that no command can look into, or null. */
function outOfReach(shop: INestApplicationContext): 'cookie' | 'memory' | null {
  const store = shop.get<ValueStore | null>(VALUE_STORE);
  return isReachedByWorkers(store) ? null : (store!.name as 'cookie' | 'memory');
}

/** Why sessions that a command has ended live on in part, and what helps; null when they do not. */
export function livesOn(shop: INestApplicationContext): string | null {
  const kind = outOfReach(shop);
  return (
    kind &&
    `the account is closed to all sessions of before: its pages ask for the password. The sessions themselves cannot be ended from here: ${SESSIONS[kind]}`
  );
}

/** Why a command cannot see a cart, and what it can see; null when it can. */
export function hiddenCarts(shop: INestApplicationContext): string | null {
  const kind = outOfReach(shop);
  return (
    kind &&
    `The journal of a cart is kept with it, ${CARTS[kind]}, where no command can read it. What was ordered is in MySQL: npm run shop -- order list`
  );
}
