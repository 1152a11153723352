/** A drawing in front: the canvas, its binding to the live document, and what others see of it. Ends with `dispose`. */

import type { HubClient } from '@draftroom/core/client/hub-client';
import type { RoomSession } from '@draftroom/core/client/room-session';
import { elementsOf } from '@draftroom/core/model/drawing/drawing-document';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import type { ElementChange } from '@draftroom/core/model/drawing/edit-drawing';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { AppState, BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type * as Y from 'yjs';
import { BoardBinding, type TakeBack } from '../../kit/board/board-binding.ts';
import type { BoardUndo } from '../../kit/board/board-undo.ts';
import type { Canvas } from '../../kit/board/canvas.ts';
import type { DragPreview } from '../../kit/board/drag-preview.ts';
import { recognition } from '../../kit/recognition/recognition.ts';
import { BoardImages } from './board-images.ts';
import { BoardPresence } from './board-presence.ts';
import {
  type BoardView,
  createBoardView,
  type Point,
  type Rect,
  sheetShowing,
  sightOf,
  toWindow,
} from './board-view.ts';
import { keepSheet, keptSheet } from './kept-sheets.ts';
import { measured } from './measured-text.ts';
import { chance } from './shape-pen/new-element-chance.ts';
import { ShapePen } from './shape-pen/shape-pen.ts';
import { ShownDrags } from './shown-drags.ts';

export interface OpenBoardOptions {
  hub: HubClient;
  room: RoomSession;
  documentId: string;
  /** Where pictures of this board stand in the room. */
  folder: string;
  doc: Y.Doc;
  /** The person's steps in this document so far. */
  undo: BoardUndo;
  api: ExcalidrawImperativeAPI;
  readOnly: boolean;
}

/** What is closer to the edge of the window than this is not in sight. */
const edge = 60;

export class OpenBoard {
  readonly doc: Y.Doc;
  readonly documentId: string;
  readonly api: ExcalidrawImperativeAPI;
  readonly view: BoardView = createBoardView();
  readonly images: BoardImages;
  readonly pen: ShapePen;
  readonly #binding: BoardBinding;
  readonly #presence: BoardPresence;
  readonly #drags: ShownDrags;
  readonly #connection: RoomSession['connection'];
  readonly #stopScroll: () => void;

  constructor({ hub, room, documentId, folder, doc, undo, api, readOnly }: OpenBoardOptions) {
    this.doc = doc;
    this.documentId = documentId;
    this.api = api;
    this.#presence = new BoardPresence(room.presence, documentId);
    this.#binding = new BoardBinding({
      doc,
      api: api as unknown as Canvas,
      undo,
      readOnly,
      onDrag: (elements) => this.#presence.dragged(elements),
      onUndoChange: () => this.#undoChanged(),
      refreshText: measured,
    });
    this.#drags = new ShownDrags(room.presence, documentId, (clientId, elements) =>
      this.#binding.showDrag(clientId, elements as DragPreview[] | null),
    );
    this.images = new BoardImages({ hub, roomId: room.roomId, folder, doc, api, origin: undo, readOnly });
    this.pen = new ShapePen({ board: this, client: recognition, chance });
    doc.on('update', this.#updated);
    room.connection.on('state', this.#connectionChanged);
    this.#connection = room.connection;
    this.#stopScroll = api.onScrollChange(() => this.#lookAgain());
    this.#startView();
    this.#undoChanged();
    this.#updated();
  }

  /** The canvas tells of everything that happens in it, most of which changes nothing. */
  changed(elements: readonly OrderedExcalidrawElement[], state: AppState, files: BinaryFiles): void {
    this.#binding.onChange(elements, state);
    this.images.changed(elements, files);
    this.pen.changed(state);
    const busy = state.newElement !== null || state.editingTextElement !== null || state.cursorButton === 'down';
    this.view.set({ busy, free: this.#binding.isFree });
    const { width, height } = this.view.get();
    if (state.width !== width || state.height !== height) this.#lookAgain();
  }

  pointed(at: { x: number; y: number }, down: boolean): void {
    this.#presence.pointed(at, { tool: this.api.getAppState().activeTool.type, down });
  }

  pointerLeft(): void {
    this.#presence.left();
  }

  get drawing(): readonly DrawingElement[] {
    return this.#binding.drawing;
  }

  /** See `BoardBinding.isFree`; `view` tells when it changes. */
  get isFree(): boolean {
    return this.#binding.isFree;
  }

  /** See `BoardBinding.edit`. */
  edit(work: (drawing: readonly DrawingElement[]) => readonly ElementChange[]): TakeBack | null {
    return this.#binding.edit(work);
  }

  undo(): void {
    this.#binding.undo();
  }

  redo(): void {
    this.#binding.redo();
  }

  setReadOnly(readOnly: boolean): void {
    this.#binding.setReadOnly(readOnly);
    this.images.setReadOnly(readOnly);
    if (!readOnly) return;
    this.pen.stop();
  }

  /** Shows what a followed person has in sight; null: this person looks for themselves again. */
  follow(sight: Rect | null): void {
    this.#presence.relay(sight);
    const sheet = sight === null ? null : sheetShowing(sight, this.view.get());
    if (sheet === null) return;
    const { zoom, scrollX, scrollY } = sheet;
    this.api.updateScene({ appState: { scrollX, scrollY, zoom: { value: zoom as AppState['zoom']['value'] } } });
  }

  /** Selects an element and brings it into sight. */
  goTo(elementId: string): void {
    const element = this.api.getSceneElements().find(({ id }) => id === elementId);
    if (element === undefined) return;
    this.api.updateScene({ appState: { selectedElementIds: { [elementId]: true }, selectedGroupIds: {} } });
    this.api.scrollToContent(element, { fitToViewport: false, animate: false });
  }

  /** Where it is hidden, the sheet moves until the place is in the middle. */
  bringIntoSight(at: Point): void {
    const sheet = this.view.get();
    const { x, y } = toWindow(at, sheet);
    const { width, height, zoom } = sheet;
    if (x > edge && y > edge && x < width - edge && y < height - edge) return;
    this.api.updateScene({
      appState: { scrollX: width / 2 / zoom - at.x, scrollY: height / 2 / zoom - at.y },
    });
  }

  focus(): void {
    document.querySelector<HTMLElement>('[data-board] .excalidraw-container')?.focus();
  }

  dispose(): void {
    keepSheet(this.documentId, this.view.get());
    this.#stopScroll();
    this.#connection.off('state', this.#connectionChanged);
    this.doc.off('update', this.#updated);
    this.pen.stop();
    this.images.dispose();
    this.#drags.dispose();
    this.#binding.dispose();
    this.#presence.dispose();
  }

  /** Pictures that found no way to the hub, or from it, find one now. */
  readonly #connectionChanged = (): void => {
    if (this.#connection.state.state === 'open') this.images.retry();
  };

  readonly #updated = (): void => {
    const { edition } = this.view.get();
    this.view.set({ empty: elementsOf(this.doc).size === 0, edition: edition + 1 });
    this.images.look();
    this.pen.drawingChanged();
  };

  #undoChanged(): void {
    const { canUndo, canRedo } = this.#binding;
    this.view.set({ canUndo, canRedo });
  }

  /** Where the person left it, else with everything in sight. */
  #startView(): void {
    const kept = keptSheet(this.documentId);
    if (kept === null) {
      this.api.scrollToContent(undefined, { fitToContent: true, animate: false });
    } else {
      const { scrollX, scrollY, zoom } = kept;
      this.api.updateScene({ appState: { scrollX, scrollY, zoom: { value: zoom as AppState['zoom']['value'] } } });
    }
    this.#lookAgain();
  }

  #lookAgain(): void {
    const { scrollX, scrollY, zoom, width, height } = this.api.getAppState();
    this.view.set({ scrollX, scrollY, zoom: zoom.value, width, height });
    this.#presence.looked(sightOf(this.view.get()));
  }
}
