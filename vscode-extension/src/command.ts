/** How commands are declared: one file each, a table a concern. A gate compares the tables with the manifest. */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import { commands, Disposable, l10n, window } from 'vscode';
import type { DraftroomLog } from './diagnostics/draftroom-log.ts';

export interface Command {
  readonly id: `draftroom.${string}`;
  run(...args: unknown[]): unknown;
}

/** What a command throws is told to whoever ran it, in words of the catalogue where it came from a hub. */
export function registerCommands(table: readonly Command[], log: DraftroomLog): Disposable {
  return Disposable.from(
    ...table.map(({ id, run }) =>
      commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          log.error(id, error);
          void window.showErrorMessage(messageFor(error));
          return undefined;
        }
      }),
    ),
  );
}

export function messageFor(error: unknown): string {
  if (error instanceof ShownError) return error.message;
  const known = toHubClientError(error);
  return known.code === 'internal' || known.code === 'unreachable'
    ? l10n.t('The hub cannot be reached. Check your connection and try again.')
    : known.message;
}

/** Has a message for people already. */
export class ShownError extends Error {
  override readonly name = 'ShownError';
}
