import { setTimeout as pause } from 'node:timers/promises';
import { milliseconds, verdict } from '../report/row.js';
import { mixOf, summary } from '../traffic/sample.js';
import type { OpenShop } from '../topology/open-shop.js';
import type { Fault } from './fault.js';

const PROMISED_MINUTES = 15;

/** Nothing goes wrong, for a quarter of an hour or for as long as there is. */
export function steady(hours: number): Fault<OpenShop> {
  const minutes = Math.min(PROMISED_MINUTES, hours * 60);
  return {
    name: 'nothing goes wrong',
    async deed() {
      await pause(minutes * 60_000);
      return { minutes };
    },
    judge({ samples }) {
      const { failed } = summary(samples);
      const { p99 } = summary(samples.filter(({ kind }) => kind === 'catalogue'));
      const found = `${failed} failed, catalogue p99 ${milliseconds(p99)} (${mixOf(samples)}), ${minutes} of ${PROMISED_MINUTES} min`;
      const isLong = minutes >= PROMISED_MINUTES;
      const judged = (most: number) =>
        verdict(
          `0 of 5xx, catalogue p99 below ${milliseconds(most)}`,
          found,
          isLong ? failed === 0 && p99 < most : null,
        );
      return [{ event: 'steady 15 min', entry: judged(150), moonshot: judged(60) }];
    },
  };
}
