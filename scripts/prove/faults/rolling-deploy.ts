import { verdict } from '../report/row.js';
import { summary } from '../traffic/sample.js';
import type { Fault } from './fault.js';

/** Every process of the shop is replaced, one after the other, as a deploy does it. */
export const rollingDeploy: Fault = {
  name: 'rolling deploy',
  async deed({ topology: { instances, workers, balancer } }) {
    let badExits = 0;
    for (const instance of instances) {
      badExits += Number((await instance.stop()) !== 0);
      await instance.start();
      await balancer.hasNoticed(instance.name, 'UP');
    }
    for (const worker of workers) {
      badExits += Number((await worker.stop()) !== 0);
      await worker.start();
    }
    return { badExits };
  },
  judge({ figures: { badExits = 0 }, samples, findings }) {
    const { failed, requests } = summary(samples);
    const found = `${failed} of ${requests} failed, ${badExits} processes did not end well, ${findings} findings`;
    return [
      {
        event: 'rolling restart of all three',
        entry: verdict('0 failed', found, failed === 0 && badExits === 0 && findings === 0),
        moonshot: verdict('0 failed, 10 times in a row', `${found}; once in this run`, null),
      },
    ];
  },
};
