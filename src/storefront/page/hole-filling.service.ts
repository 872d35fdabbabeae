import { Injectable } from '@nestjs/common';
import { currentLanguage } from '../../platform/language/current-language.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { type Hole, HOLES } from './holes.js';
import type { HeaderFacts } from './shop-header.service.js';
import { visitorLayout } from './shop-layout.view.js';

export type Filling = Record<Hole, string>;

/** What differs between visitors to whom nothing is to be said. */
export type QuietFacts = Pick<HeaderFacts, 'isSignedIn'> & { itemCount: number; session: string };

/** Stands for the handle of a session in what is kept; a handle is plain hexadecimal too. */
const HANDLE = 'f'.repeat(16);

/** Carts hold few things, so there are few different ones. */
const MOST_KEPT = 500;

/** Makes what belongs to one visitor on a page. */
@Injectable()
export class HoleFilling {
  private readonly quiet = new Map<string, Filling>();

  constructor(
    private readonly views: Views,
    private readonly messages: Messages,
  ) {}

  of(header: HeaderFacts): Filling {
    const model = visitorLayout(this.messages, header);
    return Object.fromEntries(HOLES.map((hole) => [hole, this.render(hole, model)])) as Filling;
  }

  /** The same for a visitor with a session but without a message, whose stores answer: only the session's handle is new. */
  ofQuiet({ session, ...facts }: QuietFacts): Filling {
    const key = `${facts.itemCount} ${facts.isSignedIn} ${currentLanguage() ?? ''}`;
    const known = this.quiet.get(key) ?? this.keep(key, facts);
    return { ...known, live: known.live.replace(HANDLE, session) };
  }

  private keep(key: string, facts: Omit<QuietFacts, 'session'>): Filling {
    if (this.quiet.size >= MOST_KEPT) this.quiet.clear();
    const filling = this.of(quietHeader(facts));
    this.quiet.set(key, filling);
    return filling;
  }

  private render(hole: Hole, model: object): string {
    return this.views.render(`holes/${hole}`, model, null);
  }
}

const quietHeader = (facts: Omit<QuietFacts, 'session'>): HeaderFacts => ({
  ...facts,
  session: HANDLE,
  path: '',
  collections: [],
  currencies: [],
  storeIsAway: false,
  isOld: false,
  message: null,
});
