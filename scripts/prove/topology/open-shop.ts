import type { Source } from '../../audit/audit.js';
import type { Facts } from '../audits/facts.js';
import type { Provider } from '../people/ordering.js';
import type { Catalogue } from './catalogue.js';

/** What the stores beside MySQL say, and the processes. */
export type Told = Pick<Facts, 'intents' | 'mails' | 'keysWithoutLife' | 'evicted' | 'processTrouble'>;

/** A whole shop to shop in, wherever it runs. */
export interface OpenShop {
  readonly url: string;
  /** Addresses at which every cart is looked at in the end. */
  readonly looks: readonly string[];
  readonly catalogue: Catalogue;
  /** What takes changes in MySQL, asked past every link. */
  readonly database: Source;
  /** Where people pay by card; null: all pay on invoice. */
  readonly provider: Provider | null;
  /** Events of the provider that the shop has not taken. */
  readonly eventsWaiting: number;
  /** For whoever wants to look into the stores while the run goes on. */
  readonly whereabouts: string;
  tell(): Promise<Told>;
}
