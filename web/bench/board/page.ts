/** One person's board with a great many shapes: plain, or bound to a document that a colleague draws in as well. */
import '@excalidraw/excalidraw/index.css';
import { type DrawingElement, elementsOf, seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { readElement } from '@draftroom/core/model/drawing/element-schema';
import { Excalidraw } from '@excalidraw/excalidraw';
import type { AppState, ExcalidrawImperativeAPI, ExcalidrawProps } from '@excalidraw/excalidraw/types';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import * as Y from 'yjs';
import { BoardBinding } from '../../src/kit/board/board-binding.ts';
import { BoardUndo } from '../../src/kit/board/board-undo.ts';
import { type Canvas, toScene } from '../../src/kit/board/canvas.ts';

const zoom = 0.14;
const columns = 100;

const wanted = new URLSearchParams(location.search);
const bound = wanted.get('mode') === 'bound';
const count = Number(wanted.get('shapes'));
const me = wanted.get('me') ?? '';

function shapes(): DrawingElement[] {
  return Array.from({ length: count }, (_, i) => {
    const element = readElement({
      id: `shape-${i}`,
      type: (['rectangle', 'ellipse', 'diamond'] as const)[i % 3],
      x: (i % columns) * 85,
      y: Math.floor(i / columns) * 85,
      width: 60,
      height: 45,
      seed: i,
      backgroundColor: i % 2 === 0 ? '#a5d8ff' : 'transparent',
    });
    if (element === null) throw new Error('no element');
    return element;
  });
}

/** In milliseconds each, while a shape was dragged, and while one was drawn. */
const frames: Record<'drag' | 'draw', number[]> = { drag: [], draw: [] };

const steps = 15;

/** Moves the pointer once a frame, so that every frame has something to draw, however long it takes. */
function moveFrom(kind: 'drag' | 'draw', x: number, y: number): Promise<void> {
  return new Promise((resolve) => {
    let step = 0;
    let last = performance.now();
    const move = (now: number) => {
      if (step > 0) frames[kind].push(now - last);
      last = now;
      if (step++ === steps) {
        resolve();
        return;
      }
      const place = { clientX: x + step * 2, clientY: y + step, button: -1, buttons: 1, pointerId: 1 };
      const more = { pointerType: 'mouse', isPrimary: true, bubbles: true };
      document
        .querySelector('canvas.interactive')
        ?.dispatchEvent(new PointerEvent('pointermove', { ...place, ...more }));
      requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  });
}

/** Sent by this page, in bytes: changes of the document, and what goes by presence. */
const sent = { updates: [] as number[], presence: 0 };

function connect(doc: Y.Doc, api: ExcalidrawImperativeAPI): BoardBinding {
  const line = new EventSource('/line');
  const send = (kind: 'drag' | 'update', body: string | Uint8Array<ArrayBuffer>) =>
    void fetch(`/line?from=${me}&kind=${kind}`, { method: 'POST', body });
  let toldAt = 0;
  const binding = new BoardBinding({
    doc,
    api: api as Canvas,
    undo: new BoardUndo(doc),
    readOnly: false,
    onDrag: (elements) => {
      const now = performance.now();
      if (elements.length > 0 && now - toldAt < 50) return;
      toldAt = now;
      const text = JSON.stringify(elements);
      sent.presence += text.length;
      send('drag', text);
    },
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === line) return;
    sent.updates.push(update.length);
    send('update', new Uint8Array(update));
  });
  line.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { from, kind, body } = JSON.parse(data) as { from: string; kind: string; body: string };
    if (from === me) return;
    if (kind === 'drag') binding.showDrag(1, JSON.parse(atob(body)));
    else
      Y.applyUpdate(
        doc,
        Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0)),
        line,
      );
  });
  return binding;
}

const doc = new Y.Doc();
if (bound) {
  // As the hub would have sent it: the same for both.
  const seed = new Y.Doc();
  seed.clientID = 1;
  seedDrawing(seed, { elements: shapes() });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed));
}

const view = { zoom: { value: zoom }, scrollX: 100, scrollY: 400 } as unknown as Partial<AppState>;
let binding: BoardBinding | null = null;
let api: ExcalidrawImperativeAPI | null = null;
const props: ExcalidrawProps = {
  initialData: { appState: view, elements: (bound ? [] : shapes().map((element) => toScene(element))) as never },
  excalidrawAPI: (given) => {
    api = given;
  },
  onChange: (elements, state) => {
    if (bound && api !== null) binding ??= connect(doc, api);
    binding?.onChange(elements, state);
  },
  handleKeyboardGlobally: true,
};
createRoot(document.querySelector('#board') as HTMLElement).render(createElement(Excalidraw, props));

Object.assign(window, {
  bench: {
    ready: () => (api?.getSceneElements().length ?? 0) >= count,
    place: (i: number) => {
      const element = api?.getSceneElements().find(({ id }) => id === `shape-${i}`);
      if (api === null || element === undefined) throw new Error('no such shape');
      const { scrollX, scrollY, zoom: now } = api.getAppState();
      return {
        x: (element.x + element.width / 2 + scrollX) * now.value,
        y: (element.y + element.height / 2 + scrollY) * now.value,
      };
    },
    moveFrom,
    start: () => {
      frames.drag.length = 0;
      frames.draw.length = 0;
      sent.updates.length = 0;
      sent.presence = 0;
    },
    stop: () => ({
      frames,
      ...sent,
      /** To see that there was something to draw. */
      moved: (api?.getSceneElements() ?? []).filter(({ id, x }) => id.startsWith('shape-') && x % 85 !== 0).length,
      drawn: (api?.getSceneElements().length ?? 0) - count,
    }),
    /** What the scene and the document hold, to see that they are equal. */
    look: () => ({
      scene: (api?.getSceneElements() ?? []).map(({ id, x, y, index }) => `${id} ${x} ${y} ${index}`),
      elements: bound ? elementsOf(doc).size : (api?.getSceneElements().length ?? 0),
    }),
  },
});
