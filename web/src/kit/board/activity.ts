/** What somebody has in hand on the canvas. Pure. */
import type { CanvasState } from './canvas.ts';

export interface Activity {
  /** The text that is being typed in. */
  readonly editing: string | null;
  /** A pointer is drawing, moving, turning or stretching something: worth a change only when it lets go. */
  readonly gesture: boolean;
  /** What must stay the object that it is: the canvas goes on changing it. */
  readonly held: ReadonlySet<string>;
}

export function readActivity(state: CanvasState): Activity {
  const editing = state.editingTextElement?.id ?? null;
  const line = state.editingLinearElement?.isDragging ? state.editingLinearElement : state.selectedLinearElement;
  const moving = state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating || state.isCropping;
  const cropping = state.croppingElementId !== null && state.cursorButton === 'down';
  const held = new Set<string>();
  for (const element of [state.newElement, state.resizingElement, state.multiElement]) {
    if (element !== null) held.add(element.id);
  }
  if (line?.isDragging) held.add(line.elementId);
  if (moving) for (const id of Object.keys(state.selectedElementIds)) held.add(id);
  if (cropping && state.croppingElementId !== null) held.add(state.croppingElementId);
  if (editing !== null) held.add(editing);
  // A new text stays `newElement` while it is typed, and every key of it counts.
  const gesture = editing === null && (moving || cropping || held.size > 0);
  return { editing, gesture, held };
}
