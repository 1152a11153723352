/** How commands are declared: one file each, a table a concern. A gate compares the tables with the manifest. */
import { HubClientError, toHubClientError } from '@draftroom/core/client/hub-client-error';
import { commands, Disposable, l10n, window } from 'vscode';
import type { DraftroomLog } from './diagnostics/draftroom-log.ts';
import { hubMessage } from './hubs/hub-message.ts';

export interface Command {
  readonly id: `draftroom.${string}`;
  /** Fails for the editor, too: it empties the input of a comment only when the command has done its work. */
  readonly rethrows?: boolean;
  run(...args: unknown[]): unknown;
}

/** What a command throws is told to whoever ran it, in words of the catalogue where it came from a hub. */
export function registerCommands(table: readonly Command[], log: DraftroomLog): Disposable {
  return Disposable.from(
    ...table.map(({ id, run, rethrows = false }) =>
      commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          log.error(id, error);
          void window.showErrorMessage(messageFor(error));
          if (rethrows) throw error;
          return undefined;
        }
      }),
    ),
  );
}

export function messageFor(error: unknown): string {
  if (error instanceof ShownError) return error.message;
  if (error instanceof HubClientError || (error instanceof Error && error.name === 'TRPCClientError')) {
    return hubMessage(toHubClientError(error));
  }
  return l10n.t('That did not work: {0}', error instanceof Error ? error.message : String(error));
}

/** Has a message for people already. */
export class ShownError extends Error {
  override readonly name = 'ShownError';
}
