/** Other versions of the shop, as images of one test run. */
import { join } from 'node:path';
import { root } from '../launcher/project.mjs';

const FOLDER = join(root, 'scripts', 'compose-test', 'versions');
const OURS = 'cloudcart-shop';
const NAMES = ['faulty', 'next'];

export class Versions {
  #own = '';

  constructor(containers) {
    this.containers = containers;
  }

  imageOf(name) {
    return `${this.containers.project}:${name}`;
  }

  async build() {
    const id = await this.containers.engineSays('image', 'inspect', '--format', '{{.Id}}', OURS);
    this.#own = id.trim();
    for (const name of NAMES)
      await this.containers.engineSays('build', '--target', name, '--tag', this.imageOf(name), FOLDER);
  }

  /** `finish` of green.sh gives the name of ours away. Used when no container is left. */
  async remove() {
    if (this.#own === '') return;
    await this.containers.engineSays('tag', this.#own, OURS);
    await this.containers.engineSays('image', 'rm', ...NAMES.map((name) => this.imageOf(name)));
  }
}
