/** What stands over a thread: where it is, whether it is new, settled, or has lost its text. */
import type { TextPlace } from '@draftroom/core/model/text/text-anchors';
import type { SeenThread } from '@draftroom/core/schema/comments';
import { l10n } from 'vscode';
import { quotedLine } from './comment-text.ts';

const quoteLength = 60;

export interface ThreadSituation {
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** Null while its document is not in an editor. */
  readonly state: TextPlace['state'] | null;
  readonly mayWrite: boolean;
}

export function threadLabel(thread: SeenThread, { path, line, state, mayWrite }: ThreadSituation): string {
  const { unread, resolved, anchor } = thread;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const parts = [l10n.t('{0}, line {1}', name, line + 1)];
  if (unread > 0) parts.push(l10n.t('{0} new', unread));
  if (resolved !== null) parts.push(l10n.t('Resolved by {0}', resolved.by?.name ?? someoneGone()));
  if (anchor.surface === 'text' && state !== null) parts.push(...placeNote(state, anchor.quote));
  if (!mayWrite) parts.push(l10n.t('Read only'));
  return parts.join(' · ');
}

export function someoneGone(): string {
  return l10n.t('Somebody whose account is gone');
}

/** What became of the text, told as it is. */
function placeNote(state: TextPlace['state'], quote: string): string[] {
  switch (state) {
    case 'attached':
      return [];
    case 'moved':
      return [l10n.t('The text was changed since.')];
    case 'fallback':
      return [l10n.t('The text was replaced. This is where the same words stand now.')];
    case 'orphaned': {
      const words = quotedLine(quote, quoteLength);
      const said = words === '' ? l10n.t('an empty line') : `“${words}”`;
      return [`${l10n.t('The text this points to was deleted. It said:')} ${said}`];
    }
  }
}
