/** The import under way: one at a time, seen from every part of the room. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import type { ImportResult } from '@draftroom/core/schema/documents';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { createStore } from '../session/store.ts';
import type { Collected } from './dropped-entries.ts';
import { existingPaths, onlyExisting } from './import-result.ts';
import { type ImportProgress, runImport } from './run-import.ts';

export interface ImportState {
  progress: ImportProgress | null;
  /** What came of the last one, until it is put away. */
  result: ImportResult | null;
  /** The same once more, over what was there already; null when nothing was. */
  again: (() => void) | null;
}

export const importState = createStore<ImportState>({ progress: null, result: null, again: null });

let running: AbortController | null = null;

interface StartImport {
  hub: HubClient;
  roomId: string;
  folder: string;
  collected: Collected;
  replace?: boolean;
}

export async function startImport({ collected, replace = false, ...target }: StartImport): Promise<void> {
  if (running !== null) {
    showToast({ text: t('room.importBusy'), tone: 'error' });
    return;
  }
  if (collected.entries.length === 0) {
    showToast({ text: t('room.importNothing') });
    return;
  }
  const controller = new AbortController();
  running = controller;
  importState.set({ result: null, again: null });
  try {
    const onProgress = (progress: ImportProgress): void => importState.set({ progress });
    const result = await runImport({ ...target, collected, replace, signal: controller.signal, onProgress });
    const existing = existingPaths(result);
    const again = existing.size === 0 || replace ? null : overExisting({ ...target, collected }, existing);
    importState.set({ result, again });
  } catch (error) {
    if (controller.signal.aborted) showToast({ text: t('room.importCancelled') });
    else showToast({ text: shownError(error).text, tone: 'error' });
  } finally {
    running = null;
    importState.set({ progress: null });
  }
}

/** Only what was in the way is sent again: what has arrived may have been edited since. */
function overExisting(start: StartImport, existing: ReadonlySet<string>): () => void {
  const collected = onlyExisting(start, existing);
  return () => void startImport({ ...start, collected, replace: true });
}

export function cancelImport(): void {
  running?.abort();
}
