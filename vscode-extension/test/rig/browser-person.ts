/** The person in front of a window: says yes on the hub's pages that the extension opens, and takes what it offers. */
import type { BrowserContext, Page } from 'playwright-core';

export interface BrowserPerson {
  /** A session of the hub's web, as its cookie holds it. */
  readonly token: string;
}

/** Call it before the window is opened. */
export async function actAs(
  context: BrowserContext,
  page: Page,
  hub: string,
  person: BrowserPerson,
): Promise<() => void> {
  await context.addCookies([{ name: 'draftroom_session', value: person.token, url: hub, httpOnly: true }]);
  context.on('page', (opened) => void sayYes(opened, hub).catch((error: unknown) => console.error(error)));
  const offer = page.locator('.notification-toast .monaco-button', { hasText: 'Copy the code and open the page' });
  const timer = setInterval(() => void offer.click({ timeout: 200 }).catch(() => undefined), 500);
  return () => clearInterval(timer);
}

async function sayYes(page: Page, hub: string): Promise<void> {
  await page.waitForURL((url) => url.origin === hub, { timeout: 10_000 });
  const path = new URL(page.url()).pathname;
  if (path === '/connect') await page.getByRole('button', { name: 'Continue' }).click();
  if (path === '/device') await page.getByRole('button', { name: 'Sign it in' }).click();
}
