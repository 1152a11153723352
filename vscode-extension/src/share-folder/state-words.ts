import { l10n } from 'vscode';
import type { ShareState } from './shared-folder.ts';

/** In the status bar and in the list of rooms. */
export function stateWords(state: ShareState | null): { icon: string; words: string } {
  if (state === null) return { icon: 'sync~spin', words: l10n.t('waiting for the hub') };
  const files = state.files === 1 ? l10n.t('1 file') : l10n.t('{0} files', state.files);
  const held = state.heldBack.size === 0 ? '' : `, ${l10n.t('{0} left out', state.heldBack.size)}`;
  if (state.mode === 'offline') return { icon: 'debug-disconnect', words: `${files}, ${l10n.t('offline')}` };
  if (state.asks) return { icon: 'question', words: `${files}, ${l10n.t('a question waits')}` };
  if (state.mode === 'readOnly') return { icon: 'lock', words: `${files}${held}, ${l10n.t('read only')}` };
  if (!state.inStep) return { icon: 'sync~spin', words: `${files}${held}` };
  return { icon: 'check', words: `${files}${held}, ${l10n.t('in step')}` };
}
