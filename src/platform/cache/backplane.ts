import { keys } from '../redis/keys.js';
import { RedisSubscriber } from '../redis/redis-subscriber.js';

/** What was changed, and the how manieth change of the fleet that is. */
export interface Announcement {
  from: string;
  generation: number;
  names: string[];
}

interface Ears {
  /** Of a change made elsewhere, or here: then the process has seen to it before it told others. */
  changed: (announcement: Announcement) => void;
  /** Changes may have been missed. */
  missed: () => void;
}

/** Tells this process what has changed, on one connection. */
export class Backplane {
  private readonly subscriber: RedisSubscriber;

  constructor(url: string, ears: Ears) {
    this.subscriber = new RedisSubscriber(url, { onReady: ears.missed });
    this.subscriber.subscribe(keys.cacheChannel, (message) => {
      const announcement = parseAnnouncement(message);
      if (announcement) ears.changed(announcement);
      else ears.missed();
    });
    this.subscriber.connect();
  }

  /** False while changes go unheard. */
  get isHearing(): boolean {
    return this.subscriber.isReady;
  }

  close(): Promise<void> {
    return this.subscriber.close();
  }
}

/** Null when it was said by another version, in words of its own. */
function parseAnnouncement(message: string): Announcement | null {
  try {
    const { from, generation, names } = JSON.parse(message) as Partial<Announcement>;
    if (typeof from !== 'string' || typeof generation !== 'number' || !Array.isArray(names)) return null;
    return { from, generation, names: names.filter((name) => typeof name === 'string') };
  } catch {
    return null;
  }
}
