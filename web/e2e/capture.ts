import type { Locator, Page, PageScreenshotOptions } from 'playwright-core';

/** Chromium says this of a window that had no frame to show in that moment; asked again, it has. */
const noFrame = 'Unable to capture screenshot';

export async function capture(what: Page | Locator, options: PageScreenshotOptions = {}): Promise<Buffer> {
  for (let tries = 1; ; tries++) {
    try {
      return await what.screenshot(options);
    } catch (error) {
      if (tries === 5 || !String(error).includes(noFrame)) throw error;
    }
  }
}
