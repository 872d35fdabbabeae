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

export function deviceName(agent: string): DeviceName {
  if (agent.trim() === '') return NOTHING;
  const { browser, os, platform } = Bowser.parse(agent);
  const known = (name: string | undefined, names: ReadonlySet<string>) =>
    name !== undefined && names.has(name) ? name : null;
  return {
    browser: known(browser.name, BROWSERS),
    system: known(platform.model, APPLE) ?? known(os.name, SYSTEMS),
    isHandheld: HANDHELD.has(platform.type ?? ''),
  };
}
