/** Sign-in by a code that the person types on a page of the hub, on any device (RFC 8628). */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import { type CancellationToken, env, l10n, ProgressLocation, Uri, window } from 'vscode';
import type { AccountStore } from './account-store.ts';
import { hubName } from './hub-address.ts';

export interface DeviceSignInDeps {
  readonly store: AccountStore;
  /** A client without a token. */
  stranger(hub: string): HubClient;
}

/** Seconds. */
const longestInterval = 60;

export type DeviceOutcome = 'approved' | 'declined' | 'expired' | 'cancelled';

export async function signInWithCode(hub: string, { store, stranger }: DeviceSignInDeps): Promise<DeviceOutcome> {
  const client = stranger(hub);
  try {
    const started = await client.trpc.accounts.device.start.mutate({ client: 'vscode' });
    void showCode(started.userCode, started.verificationUriComplete);
    const title = l10n.t('Enter {0} on {1} to sign in', started.userCode, hubName(hub));
    return await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (_progress, cancelled): Promise<DeviceOutcome> => {
        const endsAt = Date.now() + started.expiresIn * 1_000;
        let interval = started.interval;
        while (await pause(interval, cancelled)) {
          if (Date.now() > endsAt) return 'expired';
          const answer = await client.trpc.accounts.device.poll
            .mutate({ deviceCode: started.deviceCode })
            .catch((error: unknown) => {
              if (!toHubClientError(error).retryable) throw error;
              return null;
            });
          // The code is good for as long as it was, and a hub that is away is asked less often.
          if (answer === null) {
            interval = Math.min(interval * 2, longestInterval);
            continue;
          }
          if (answer.state === 'slow_down') interval += 5;
          if (answer.state === 'declined' || answer.state === 'expired') return answer.state;
          if (answer.state !== 'approved' || answer.user === undefined || answer.token === undefined) continue;
          const { id, name, email } = answer.user;
          await store.put({ hub, token: answer.token, user: { id, name, email } });
          return 'approved';
        }
        return 'cancelled';
      },
    );
  } finally {
    await client.close();
  }
}

async function showCode(code: string, page: string): Promise<void> {
  const open = l10n.t('Copy the code and open the page');
  const copy = l10n.t('Copy the code');
  const chosen = await window.showInformationMessage(l10n.t('Your code is {0}', code), open, copy);
  if (chosen === undefined) return;
  await env.clipboard.writeText(code);
  if (chosen === open) await env.openExternal(Uri.parse(page));
}

/** Seconds; false when the person does not want to wait any longer. */
function pause(seconds: number, cancelled: CancellationToken): Promise<boolean> {
  if (cancelled.isCancellationRequested) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(true), seconds * 1_000);
    const listener = cancelled.onCancellationRequested(() => done(false));
    const done = (on: boolean) => {
      clearTimeout(timer);
      listener.dispose();
      resolve(on);
    };
  });
}
