import { VALUE_STORE } from '../../../src/platform/values/values.module.js';
import type { ValueStore } from '../../../src/platform/values/value-store.js';
import type { SessionRef } from '../../../src/platform/session/session-id.js';
import { createApp } from '../../../src/app.js';
import { putCopies } from './copies.js';

interface Order {
  template: SessionRef;
  from: number;
  to: number;
}

/** A web process of the shop whose memory store can be filled with copies of a session, told over IPC. */
const app = await createApp();
await app.init();
await app.listen(0, '127.0.0.1');
const store = app.get<ValueStore>(VALUE_STORE);
process.on('message', (order: Order | string) => {
  if (typeof order === 'string') return;
  void putCopies(store, order.template, order.from, order.to).then(() => process.send!({ holds: order.to }));
});
process.stdout.write(`web process on ${await app.getUrl()}\n`);
