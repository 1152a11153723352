/** The person in front of a window: says yes on the hub's pages that the extension opens, and takes what it offers. */
import type { BrowserContext, Page } from 'playwright-core';

export interface BrowserPerson {
  /** A session of the hub's web, as its cookie holds it. */
  readonly token: string;
}

const offer = 'Copy the code and open the page';

/** Call it before the window is opened. */
export async function actAs(
  context: BrowserContext,
  page: Page,
  hub: string,
  person: BrowserPerson,
): Promise<() => void> {
  await context.addCookies([{ name: 'draftroom_session', value: person.token, url: hub, httpOnly: true }]);
  context.on('page', (opened) => void sayYes(opened, hub).catch((error: unknown) => console.error(error)));
  const timer = setInterval(() => void takeOffer(page).catch(() => undefined), 500);
  return () => clearInterval(timer);
}

async function sayYes(page: Page, hub: string): Promise<void> {
  await page.waitForURL((url) => url.origin === hub, { timeout: 10_000 });
  const path = new URL(page.url()).pathname;
  if (path === '/connect') await page.getByRole('button', { name: 'Continue' }).click();
  if (path === '/device') await page.getByRole('button', { name: 'Sign it in' }).click();
}

async function takeOffer(page: Page): Promise<void> {
  const button = page.locator('.notification-list-item .monaco-button', { hasText: offer }).first();
  if (await button.isVisible()) await button.click({ timeout: 400 });
}
