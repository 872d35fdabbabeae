import Bowser from 'bowser';
import { Memo } from '../memo/memo.js';

/** What can be said about a browser by its User-Agent header. */
export interface DeviceName {
  browser: string | null;
  system: string | null;
  /** A phone or a tablet. */
  isHandheld: boolean;
}

/** Anybody may send any header, so only names from the library's own lists are taken: nobody writes on this page. */
const BROWSERS: ReadonlySet<string> = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS: ReadonlySet<string> = new Set(Object.values(Bowser.OS_MAP));
const HANDHELD = new Set(['mobile', 'tablet']);
/** Apple's phones and tablets are called by their own names. */
const APPLE = new Set(['iPhone', 'iPad', 'iPod']);

const NOTHING: DeviceName = { browser: null, system: null, isHandheld: false };

/** Names of agents that came before: every change of a cart wants one, and finding it takes 18 microseconds. */
const known = new Memo<DeviceName>(500, 300);

export const deviceName = (agent: string): DeviceName =>
  known.get(agent) ?? known.set(agent, readName(agent));

/** Browser and system, for the journal of a cart; empty when nothing can be told. */
export function deviceWords(agent = ''): string {
  const { browser, system } = deviceName(agent);
  return [browser, system].filter((name) => name !== null).join(', ');
}

function readName(agent: string): DeviceName {
  if (agent.trim() === '') return NOTHING;
  const { browser, os, platform } = Bowser.parse(agent);
  const listed = (name: string | undefined, names: ReadonlySet<string>) =>
    name !== undefined && names.has(name) ? name : null;
  return {
    browser: listed(browser.name, BROWSERS),
    system: listed(platform.model, APPLE) ?? listed(os.name, SYSTEMS),
    isHandheld: HANDHELD.has(platform.type ?? ''),
  };
}
