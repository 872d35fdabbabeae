/** What the compose test asks of docker/deploy/green.sh: there, back and over, and nobody notices. */
import { join } from 'node:path';
import { root } from '../launcher/project.mjs';
import { check, expect } from './promises.mjs';
import { fillCart } from './purchase.mjs';
import { Shopper } from './shopper.mjs';
import { cartQuantity } from './sticky.mjs';
import { underTraffic } from './traffic.mjs';

const SCRIPT = join(root, 'docker', 'deploy', 'green.sh');
const VISITORS = 200;
const [GREEN, BLUE] = [/^web-green-[0-9a-f]+$/, /^web-[0-9a-f]+$/];

/** The name of the container that answers a visitor. */
async function servedBy(visitor) {
  visitor.servedBy.clear();
  await visitor.open('/');
  return [...visitor.servedBy].join();
}

/** Asks for all at the same time, ten by ten. */
async function servedByAll(visitors) {
  const names = [];
  for (let n = 0; n < visitors.length; n += 10)
    names.push(...(await Promise.all(visitors.slice(n, n + 10).map(servedBy))));
  return names;
}

export class Green {
  constructor(containers, versions, address) {
    Object.assign(this, { containers, versions, address });
    this.visitors = Array.from({ length: VISITORS }, (_, nth) => new Shopper(address, `Browser ${nth}`));
  }

  #run(...args) {
    return this.containers.run(SCRIPT, args);
  }

  /** Right now, not after a while. */
  async #allAre(side) {
    const others = (await servedByAll(this.visitors.slice(0, 50))).filter((name) => !side.test(name));
    expect(
      others.length === 0,
      `${others.length} of 50 visitors were answered by ${[...new Set(others)].join(', ')}`,
    );
  }

  async #cartsAreKept() {
    for (const shopper of this.shoppers)
      expect((await cartQuantity(shopper)) === 2, 'a visitor has lost the cart');
  }

  async #startUnseen(version) {
    await this.#run('up', this.versions.imageOf(version));
    await this.#allAre(BLUE);
  }

  /** A fifth of the visitors, who are the same a moment later; one of either side fills a cart. */
  async #canary() {
    await this.#run('share', '20');
    const names = await servedByAll(this.visitors);
    const onGreen = this.visitors.filter((_, nth) => GREEN.test(names[nth]));
    // By chance outside of these: once in a million runs.
    expect(
      onGreen.length > 15 && onGreen.length < 70,
      `${onGreen.length} of ${VISITORS} visitors saw green, at 20 of 100`,
    );
    const again = await servedByAll(onGreen);
    expect(
      again.every((name) => GREEN.test(name)),
      'a visitor of green was sent back to blue',
    );
    this.shoppers = [onGreen[0], this.visitors.find((visitor) => !onGreen.includes(visitor))];
    for (const shopper of this.shoppers) await fillCart(shopper);
    this.onGreen = onGreen;
    return `${onGreen.length} of ${VISITORS} visitors at 20 of 100`;
  }

  /** Visitors of green meet the page that fails until green is taken back by itself. */
  async #goesBackByItself() {
    const watch = { isOver: false };
    const watching = this.#run('watch', '30')
      .then(
        () => 'nothing',
        (error) => String(error.message),
      )
      .finally(() => (watch.isOver = true));
    while (!watch.isOver) for (const one of this.onGreen) await one.open('/compare').catch(() => {});
    const verdict = await watching;
    expect(/[1-9]\d* errors in \d+ answers of green/.test(verdict), `it noticed ${verdict}`);
    await this.#allAre(BLUE);
    await this.#cartsAreKept();
  }

  async #thereAndBack() {
    for (const [share, side] of [
      ['100', GREEN],
      ['0', BLUE],
      ['100', GREEN],
    ]) {
      await this.#run('share', share);
      await this.#allAre(side);
      await this.#cartsAreKept();
    }
    await this.#run('watch', '2');
    const status = await this.#run('status');
    expect(
      status.startsWith('100 of 100') && status.includes(this.versions.imageOf('next')),
      `the status is ${status}`,
    );
  }

  async #becomesBlue() {
    await this.#run('finish', this.versions.imageOf('next'));
    await this.#allAre(BLUE);
    await this.#cartsAreKept();
    const running = await this.containers.of('web', 'worker');
    const version = '{{index .Config.Labels "version"}}';
    const versions = await this.containers.engineSays('inspect', '--format', version, ...running);
    expect(versions.trim().split('\n').join() === 'next,next,next', `web and worker are of ${versions}`);
    expect((await this.containers.of('web-green')).length === 0, 'green is still there');
    const refusal = await this.#run('share', '5').catch((error) => String(error.message));
    expect(refusal.includes('nothing was changed'), `with nobody there, 5 of 100 were sent: ${refusal}`);
  }

  /** None of the visitors who look around meanwhile meets an error. */
  async checks() {
    const steps = {
      'green beside': () => this.#startUnseen('faulty'),
      canary: () => this.#canary(),
      'goes back': () => this.#goesBackByItself(),
      'the next one': () => this.#startUnseen('next'),
      'there and back': () => this.#thereAndBack(),
      'becomes blue': () => this.#becomesBlue(),
    };
    await check('other versions', () => this.versions.build());
    for (const [name, work] of Object.entries(steps))
      await check(name, () => underTraffic(this.address, work));
  }
}
