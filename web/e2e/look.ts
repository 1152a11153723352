/** How a page looks: clean for axe, no wider than its window, photographed to be looked at. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page, PageScreenshotOptions } from 'playwright-core';
import { capture } from './capture.ts';
import { screens } from './harness.ts';

/** Below `.cache/screens`, as it is when nothing moves any more. */
export async function photo(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  await settled(page);
  await capture(page, { animations: 'disabled', ...options, path: join(screens, `${name}.png`) });
}

/**
 * Laid out, and nothing fades in or out: half shown, a text has too little contrast. What turns for ever is no waiting
 * for.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(() => {
    const moves = document
      .getAnimations()
      .some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    // Before its first frame a thing that will fade in has no animation yet, only the style to begin from.
    const fades = [...document.querySelectorAll<HTMLElement>('[style*="transition-property"]')].some(
      (element) => element.style.opacity !== '' && getComputedStyle(element).opacity !== '1',
    );
    return !moves && !fades;
  });
}

/** What is wrong with a page, for axe (in the whole of it or `within`) and by its width. Nothing: an empty list. */
export async function complaints(page: Page, within?: string): Promise<string[]> {
  await settled(page);
  return page.evaluate(
    async ({ source, within }) => {
      const { run } = new Function(`${source};return axe`)() as typeof axe;
      // An open menu stands beside the landmarks, as it should.
      const isRegion = document.querySelector('[role="menu"]') === null;
      const { violations } = await run(within ?? document, { rules: { region: { enabled: isRegion } } });
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 4).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
      );
      return document.documentElement.scrollWidth > innerWidth ? [...found, 'wider than the window'] : found;
    },
    { source: axe.source, within },
  );
}
