/**
 * `E2E_SLOW=1`: every window has a slow network and a slow processor, so that a step that only works because something is
 * quick fails here and not on somebody's machine.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Milliseconds that each answer is late. */
const late = 400;
/** How many times as long a page computes. */
const slower = 3;

/** What opens windows in this browser from now on opens slow ones. */
export function slowWindows(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await context.route('**/*', async (route) => {
      await sleep(late);
      await route.continue().catch(() => undefined);
    });
    context.on('page', (page) => void slowDown(context, page).catch(() => undefined));
    return context;
  };
  return browser;
}

async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
}
