/** The person in front of a window: says yes on the hub's page that the extension opens. */
import type { BrowserContext, Page } from 'playwright-core';
import { patience } from '../../../web/e2e/harness.ts';

export interface BrowserPerson {
  /** A session of the hub's web, as its cookie holds it. */
  readonly token: string;
}

/** Call it before the window is opened. */
export async function actAs(context: BrowserContext, hub: string, person: BrowserPerson): Promise<void> {
  await context.addCookies([{ name: 'draftroom_session', value: person.token, url: hub, httpOnly: true }]);
  context.on('page', (opened) => void sayYes(opened, hub).catch((error: unknown) => console.error(error)));
}

async function sayYes(page: Page, hub: string): Promise<void> {
  const arrives = page.waitForURL((url) => url.origin === hub, { timeout: patience });
  const isHubs = await arrives.then(
    () => true,
    () => false,
  );
  // Other pages come and go as they like.
  if (!isHubs) return;
  if (new URL(page.url()).pathname === '/connect') await page.getByRole('button', { name: 'Continue' }).click();
}
