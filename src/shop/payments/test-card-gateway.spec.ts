import { describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.js';
import { testCards } from './payments.module.js';
import { TestCardGateway } from './test-card-gateway.js';

const database = {} as Database;

describe('the test card gateway', () => {
  it('does not exist in production, whatever the switch says', () => {
    for (const TEST_CARD_GATEWAY of ['on', 'off'] as const)
      expect(testCards({ NODE_ENV: 'production', TEST_CARD_GATEWAY }, database)).toBeNull();
  });

  it('cannot be made by hand in production either', () => {
    expect(() => new TestCardGateway(database, 'production')).toThrow('does not exist in production');
  });

  it('is there for development and tests, unless switched off', () => {
    expect(testCards({ NODE_ENV: 'development', TEST_CARD_GATEWAY: 'on' }, database)).not.toBeNull();
    expect(testCards({ NODE_ENV: 'test', TEST_CARD_GATEWAY: 'off' }, database)).toBeNull();
  });
});
