import { afterEach } from 'vitest';
import type { TestShop } from './shop.js';

const LINES = 25;

/** After a failed test: what each web process said last. For faults whose cause no answer tells. */
export function tellOnFailure(shop: () => TestShop): void {
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const { output, found } of shop().instances)
      console.log(`${task.name}, ${found}:\n${output().split('\n').slice(-LINES).join('\n')}`);
  });
}
