import session from 'express-session';

/**
 * The shop that the comparison begins with: express-session with the store it brings along, the cart inside the session.
 * Holds what it is told to hold, over IPC.
 */
const store = new session.MemoryStore();
const LINES = 5;

const cart = Array.from({ length: LINES }, (_, nth) => ({
  variantId: 1000 + nth,
  quantity: 1,
  addedAt: Date.now(),
}));

function fill(from: number, to: number): void {
  for (let number = from; number < to; number += 1) {
    const cookie = Object.assign(new session.Cookie(), { maxAge: 86_400_000 });
    store.set(String(number).padStart(32, '0'), { cookie, cart } as unknown as session.SessionData);
  }
}

process.on('message', (order: { from: number; to: number } | string) => {
  if (typeof order === 'string') return;
  fill(order.from, order.to);
  process.send!({ holds: order.to });
});
process.stdout.write('ready on http://127.0.0.1:0\n');
