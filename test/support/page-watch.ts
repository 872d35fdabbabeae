import type { ConsoleMessage, Page, Response } from 'playwright-core';

/** Listens to what a browser has to say against the pages it shows. */
export interface Watch {
  /** Status of the page that is open. */
  readonly status: number;
  /** The page as it was sent, before any script. */
  source(): Promise<string>;
  /** Errors and warnings on the console, exceptions, blocked or missing files, those without a hash, broken security rules since `forget`. */
  complaints(): Promise<string[]>;
  forget(): void;
}

/** A style sheet, script or font whose address does not change with its content. */
const isUnhashed = (url: string): boolean =>
  /\/(css|js|fonts)\//.test(url) && !/\.[0-9a-f]{8}\.(css|js|json|woff2)$/.test(url);

/** The console repeats the status of a page that was meant to have it. */
const isOwnStatus = (message: ConsoleMessage, page: Page): boolean =>
  message.text().startsWith('Failed to load resource') && message.location().url === page.url();

/** Returns when scripts, fonts and transitions have done what they had begun, and the page was drawn with it. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    await drawn();
    await drawn();
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map((animation) => animation.finished));
  });
}

export async function watchPage(page: Page): Promise<Watch> {
  let heard: string[] = [];
  let status = 0;
  let sent: Response | undefined;
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || isOwnStatus(message, page)) return;
    heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
      [status, sent] = [response.status(), response];
    else if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
    if (isUnhashed(response.url())) heard.push(`no hash: ${response.url()}`);
  });
  await page.exposeFunction('sayViolation', (what: string) => heard.push(`security policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { sayViolation } = window as unknown as { sayViolation(what: string): void };
      sayViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return {
    get status() {
      return status;
    },
    source: async () => (await sent?.text()) ?? '',
    async complaints() {
      await page.waitForLoadState('load');
      await settled(page);
      return heard;
    },
    forget() {
      heard = [];
    },
  };
}
