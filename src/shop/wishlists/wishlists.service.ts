import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { isRandomKey, randomKey } from '../../platform/random/random-key.js';
import { WishlistRepository } from './wishlist.repository.js';

export const MAX_WISHES = 100;

/** A guest who has wished for something so long ago does not come back for it. */
const FORGET_AFTER_DAYS = 90;
const DELETED_AT_ONCE = 1000;

/** Wishlists of guests and customers. An owner is the id of their cart; whoever has none has no wishlist. */
@Injectable()
export class WishlistsService {
  constructor(
    private readonly wishes: WishlistRepository,
    private readonly clock: Clock,
  ) {}

  /** Ids of variants, the last one first. */
  of(owner: string | null): Promise<number[]> {
    return owner === null ? Promise.resolve([]) : this.wishes.find(owner);
  }

  /** Wished twice is wished once. False when there are `MAX_WISHES` already. */
  async add(owner: string, variantId: number): Promise<boolean> {
    const known = await this.wishes.find(owner);
    if (known.includes(variantId)) return true;
    if (known.length >= MAX_WISHES) return false;
    await this.wishes.add(owner, variantId, this.clock.now());
    return true;
  }

  /** What is not there is not removed. */
  async remove(owner: string | null, variantIds: readonly number[]): Promise<void> {
    if (owner !== null && variantIds.length > 0) await this.wishes.remove(owner, variantIds);
  }

  /** A guest's list goes into the account that they sign in to. Answers how many things went over. */
  merge(guest: string, customer: string): Promise<number> {
    return this.wishes.move(guest, customer);
  }

  /** Null while nobody else may look. */
  linkOf(owner: string | null): Promise<string | null> {
    return owner === null ? Promise.resolve(null) : this.wishes.tokenOf(owner);
  }

  async share(owner: string): Promise<void> {
    await this.wishes.addLink(owner, randomKey());
  }

  /** The address leads nowhere from now on; sharing again makes another one. */
  async unshare(owner: string): Promise<void> {
    await this.wishes.deleteLink(owner);
  }

  /** What a shared address shows; null for one that is none of ours, or not any more. */
  async shared(token: string): Promise<number[] | null> {
    const owner = isRandomKey(token) ? await this.wishes.ownerOf(token) : null;
    return owner === null ? null : this.wishes.find(owner);
  }

  /** The list and its address are gone with `tx`. */
  forget(tx: EntityManager, owner: string): Promise<void> {
    return this.wishes.deleteOf(tx, owner);
  }

  /** For the worker: true when there may be more. */
  async tidy(): Promise<boolean> {
    return (await this.wishes.deleteOlderThan(FORGET_AFTER_DAYS, DELETED_AT_ONCE)) === DELETED_AT_ONCE;
  }
}
