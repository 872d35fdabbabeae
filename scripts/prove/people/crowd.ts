import { setTimeout as pause } from 'node:timers/promises';
import { chances, oneOf } from '../../rig/chances.js';
import type { OpenShop } from '../topology/open-shop.js';
import { Browser } from '../traffic/browser.js';
import type { Traffic } from '../traffic/traffic.js';
import { Journal } from './journal.js';
import type { Plan } from '../plan.js';
import { Person, type Deed } from './person.js';

/** Who registers hashes a password, two at a time in each process. */
const REGISTER_AT_ONCE = 6;

/** Every person comes from an address of their own where the system lets this machine have more than one. */
const addressOf = (nth: number): string | undefined =>
  process.platform === 'linux' ? `127.0.${1 + Math.floor(nth / 250)}.${1 + (nth % 250)}` : undefined;

/** Everybody who shops, half of them with an account. */
export class Crowd {
  readonly journal = new Journal();
  private readonly people: { person: Person; chance: () => number }[];
  private isAtHome = false;
  private lives: Promise<void>[] = [];
  /** Each deed as often as it is done. */
  private readonly hat: Deed[];

  constructor(
    { url, catalogue, provider }: OpenShop,
    traffic: Traffic,
    { people: size, habits }: Pick<Plan, 'people' | 'habits'>,
    seed: number,
  ) {
    this.hat = Object.entries(habits).flatMap(([deed, share]) => Array<Deed>(share).fill(deed as Deed));
    const around = { catalogue, journal: this.journal, provider };
    this.people = Array.from({ length: size }, (_, nth) => {
      const chance = chances(nth, seed);
      const browser = new Browser(url, traffic, addressOf(nth));
      return { person: new Person(`shopper-${nth}`, browser, around, chance), chance };
    });
  }

  get size(): number {
    return this.people.length;
  }

  /** Before anything is broken. */
  async register(): Promise<void> {
    const members = this.people.filter((_, nth) => nth % 2 === 1);
    for (let at = 0; at < members.length; at += REGISTER_AT_ONCE)
      await Promise.all(members.slice(at, at + REGISTER_AT_ONCE).map(({ person }) => person.register()));
  }

  /** Cookies of one of them. */
  cookieOf(nth: number): string {
    return this.people[nth % this.people.length]!.person.cookie;
  }

  /** Everybody begins, all together so many deeds a second, and goes on until `goHome`. */
  goOut(deedsPerSecond: number): void {
    this.isAtHome = false;
    const meanPauseMs = (this.people.length * 1000) / deedsPerSecond;
    this.lives = this.people.map((one) => this.live(one, meanPauseMs));
  }

  /** Resolves when everybody has finished what they were doing. */
  async goHome(): Promise<void> {
    this.isAtHome = true;
    await Promise.all(this.lives);
  }

  /** Every cart there is goes into the journal. */
  async gatherCarts(): Promise<void> {
    for (const { person } of this.people) await person.gatherAll();
  }

  private async live(
    { person, chance }: { person: Person; chance: () => number },
    meanPauseMs: number,
  ): Promise<void> {
    await pause(chance() * 2 * meanPauseMs);
    while (!this.isAtHome && !person.isLost) {
      await person.deeds[oneOf(this.hat, chance)]();
      await pause(chance() * 2 * meanPauseMs);
    }
  }
}
