import { chromium, type Browser } from 'playwright-core';

/**
 * The system's Chromium. As root it runs only without its sandbox. `keepsPages`: Back shows the very page that was left
 * (bfcache), as browsers do for people; playwright switches that off.
 */
export function openBrowser({ keepsPages = false } = {}): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const isRoot = process.getuid?.() === 0;
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : [];
  return chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [], ignoreDefaultArgs });
}
