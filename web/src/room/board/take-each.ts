import { isHubError } from '@draftroom/core/contract/errors';
import { errorText, t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import type { Taken } from './take-files.ts';

/** Takes one file after the other and says what became of each; one that is broken keeps no other from the board. */
export async function takeEach(files: readonly File[], take: (file: File) => Promise<Taken>): Promise<void> {
  for (const file of files) {
    try {
      say(file.name, await take(file));
    } catch (error) {
      sayRefused(file.name, error);
    }
  }
}

function sayRefused(name: string, error: unknown): void {
  const reason = isHubError(error) ? (errorText(error.code, error.details) ?? error.message) : t('board.unreadable');
  showToast({ text: t('board.notTaken', { name, reason }), tone: 'error' });
}

function say(name: string, taken: Taken): void {
  if (taken.kind === 'picture') return;
  if (taken.kind === 'library') showToast({ text: t('board.libraryTaken', { name, count: taken.shapes }) });
  else if (taken.leftOut > 0) showToast({ text: t('board.takenPartly', { name, count: taken.leftOut }) });
  else showToast({ text: t('board.taken', { name, count: taken.elements }) });
}
