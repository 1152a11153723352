import type { HubClientError } from '@draftroom/core/client/hub-client-error';
import { errorCatalogue } from '@draftroom/core/contract/errors';
import { l10n } from 'vscode';

/** What a hub's refusal says, in the editor's language. */
export function hubMessage(error: HubClientError): string {
  if (error.code === 'unreachable') {
    return l10n.t('The hub cannot be reached. Check your connection and try again.');
  }
  const details = Object.entries(error.details ?? {}).map(([name, value]) => [name, String(value)] as const);
  return l10n.t(errorCatalogue[error.code].message, Object.fromEntries(details));
}
