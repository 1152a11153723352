/** The part of Excalidraw that the binding needs, and no more: the component fits it, and so does a stand-in. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { readElement } from '@draftroom/core/model/drawing/element-schema';

/** An element of the scene. The canvas changes some of them in place and replaces others; both raise `version`. */
export interface SceneElement {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly versionNonce: number;
  readonly isDeleted: boolean;
  index: string | null;
}

export interface Canvas {
  updateScene(scene: {
    elements?: readonly SceneElement[];
    appState?: Readonly<Record<string, unknown>>;
    captureUpdate?: 'NEVER';
  }): void;
  getSceneElementsIncludingDeleted(): readonly SceneElement[];
  getAppState(): CanvasState;
  registerAction(action: CanvasAction): void;
  readonly history: { clear(): void };
}

/** What the person is doing. */
export interface CanvasState {
  readonly editingTextElement: { readonly id: string } | null;
  readonly newElement: { readonly id: string } | null;
  readonly resizingElement: { readonly id: string } | null;
  readonly multiElement: { readonly id: string } | null;
  readonly selectedElementsAreBeingDragged: boolean;
  readonly isResizing: boolean;
  readonly isRotating: boolean;
  readonly isCropping: boolean;
  readonly croppingElementId: string | null;
  readonly cursorButton: 'up' | 'down';
  readonly editingLinearElement: { readonly elementId: string; readonly isDragging: boolean } | null;
  readonly selectedLinearElement: { readonly elementId: string; readonly isDragging: boolean } | null;
  readonly selectedElementIds: Readonly<Record<string, boolean>>;
}

export interface CanvasAction {
  readonly name: 'undo' | 'redo';
  readonly label: string;
  readonly trackEvent: false;
  readonly viewMode: false;
  perform(): false;
  keyTest(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): boolean;
}

/** The element without what is the canvas's own. Null for what is not worth keeping: nothing can be seen of it. */
export function fromScene(element: SceneElement): DrawingElement | null {
  const good = readElement(element);
  return good === null || isInvisible(good) ? null : good;
}

/** A new object for the scene; its version follows the one that it takes the place of. */
export function toScene(element: DrawingElement, before?: SceneElement): SceneElement {
  const scene: Record<string, unknown> = {
    ...(copyOf(element) as object),
    isDeleted: false,
    version: (before?.version ?? 0) + 1,
    versionNonce: Math.floor(Math.random() * 2 ** 31),
    updated: Date.now(),
  };
  if ('points' in element) scene.lastCommittedPoint = null;
  // What is in the document has been sent to the hub, or is on its way there.
  if (element.type === 'image') scene.status = 'saved';
  return scene as unknown as SceneElement;
}

function isInvisible(element: DrawingElement): boolean {
  if ('points' in element) return element.points.length < 2;
  return element.width === 0 && element.height === 0;
}

/** The canvas changes elements in place: what the view holds must not be among it. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copyOf(entry)]));
}
