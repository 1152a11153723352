import { catchKeys, giveFocusBack } from './early-keys.ts';

/** Whether the palette or one of the small dialogs at the root is open. Its views load when first opened. */
export type RootDialog = 'palette' | 'shortcuts' | 'about';

let open: RootDialog | null = null;
const listeners = new Set<() => void>();

export function openRootDialog(dialog: RootDialog | null): void {
  if (dialog !== null && open === null) catchKeys(() => openRootDialog(null));
  if (dialog === null && open !== null) giveFocusBack();
  open = dialog;
  for (const listener of listeners) listener();
}

export function currentRootDialog(): RootDialog | null {
  return open;
}

export function onRootDialog(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** F1 everywhere; Ctrl+K and ? only where they are not somebody's text or a chord of an editor. */
export function rootDialogKey(event: KeyboardEvent): RootDialog | null {
  const target = event.target instanceof Element ? event.target : null;
  const typing = target?.closest('input, textarea, select, [contenteditable="true"]') != null;
  const inEditor = target?.closest('.monaco-editor, [data-editor]') != null;
  if (event.key === 'F1' && !event.ctrlKey && !event.altKey && !event.metaKey) return 'palette';
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
    return inEditor ? null : 'palette';
  }
  if (event.key === '?' && !typing && !inEditor && !event.ctrlKey && !event.metaKey) return 'shortcuts';
  return null;
}
