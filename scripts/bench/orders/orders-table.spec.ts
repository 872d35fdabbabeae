import { describe, expect, it } from 'vitest';
import { isReached, ordersTable, type OrdersRound } from './orders-table.js';

const rush = (perSecond: number, cpuMs: number) => ({ perSecond, p50Ms: 10, p99Ms: 20, cpuMs });
const round = (shop: number, sql: number): OrdersRound => ({ shop: rush(shop, 9), sql: rush(sql, 3) });

describe('orders beside their bare SQL', () => {
  it.each([
    ['just enough', [round(60, 100)], true],
    ['one too few', [round(59, 100)], false],
    ['one bad round of three', [round(20, 100), round(70, 100), round(80, 100)], true],
    ['two bad rounds of three', [round(20, 100), round(30, 100), round(80, 100)], false],
    ['two rounds, their middle', [round(50, 100), round(70, 100)], true],
  ])('%s', (_what, rounds, expected) => {
    expect(isReached(rounds)).toBe(expected);
    expect(ordersTable(rounds)).toContain(expected ? 'reached' : 'MISSED');
  });

  it('tell the shares, worst, best and middle', () => {
    const table = ordersTable([round(60, 100), round(90, 100), round(70, 100)]);
    expect(table).toContain('places 60 % to 90 %, 70 % in the middle');
    expect(table).toContain('33 % to 33 %, 33 % in the middle');
  });
});
