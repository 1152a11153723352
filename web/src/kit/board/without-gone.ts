/** The canvas must not go on with elements that are no longer there. Pure. */
import type { CanvasState } from './canvas.ts';

export function withoutGone(
  state: CanvasState,
  gone: readonly string[],
): { appState?: Readonly<Record<string, unknown>> } {
  if (gone.length === 0) return {};
  const missing = new Set(gone);
  const selected = Object.keys(state.selectedElementIds).filter((id) => !missing.has(id));
  const isGone = (line: { elementId: string } | null) => line !== null && missing.has(line.elementId);
  const appState: Record<string, unknown> = {};
  if (selected.length < Object.keys(state.selectedElementIds).length) {
    appState.selectedElementIds = Object.fromEntries(selected.map((id) => [id, true]));
  }
  if (isGone(state.editingLinearElement)) appState.editingLinearElement = null;
  if (isGone(state.selectedLinearElement)) appState.selectedLinearElement = null;
  return Object.keys(appState).length === 0 ? {} : { appState };
}
