/**
 * A pen whose strokes may become shapes. The canvas draws the ink with its own freehand tool; when the hand rests, the
 * strokes are recognised, and the figure is shown over them until it is taken or the hand draws on.
 */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { outlinesOf } from '@draftroom/workers/recognition/fitting/fitted';
import { boxOf } from '@draftroom/workers/recognition/points';
import { isClean } from '@draftroom/workers/recognition/vocabulary';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { TakeBack } from '../../../kit/board/board-binding.ts';
import { fromScene, type SceneElement } from '../../../kit/board/canvas.ts';
import { cleanInk, type Recognised } from '../../../kit/board/clean/clean-ink.ts';
import type { Chance } from '../../../kit/board/clean/figure-elements.ts';
import type { StrokeTime } from '../../../kit/board/clean/ink-strokes.ts';
import { type CollectedStroke, StrokeCollector } from '../../../kit/board/clean/stroke-collector.ts';
import type { RecognitionClient } from '../../../kit/recognition/recognition-client.ts';
import { RecognitionOff } from '../../../kit/recognition/recognition-client.ts';
import type { Figures } from '../../../kit/recognition/recognition-messages.ts';
import { askAbout, isInk, isWriting } from './asked-ink.ts';
import { createPenStore, type PenStore } from './pen-state.ts';

/** The part of a board that the pen needs. */
export interface PenBoard {
  readonly api: Pick<ExcalidrawImperativeAPI, 'getAppState' | 'setActiveTool'>;
  readonly drawing: readonly DrawingElement[];
  edit(work: (drawing: readonly DrawingElement[]) => ReturnType<typeof cleanInk>['changes']): TakeBack | null;
}

export interface ShapePenOptions {
  readonly board: PenBoard;
  readonly client: Pick<RecognitionClient, 'recognize'>;
  readonly chance: Chance;
}

/** In pixels of the window: below the first nothing is a figure, below the second it may be writing. */
const [leastFigure, mostWriting] = [16, 40];
/** How long a line waits in automatic: it may be the first side of something. In milliseconds. */
const openWait = 900;

interface Found {
  readonly recognised: Recognised;
  readonly group: number;
}

export class ShapePen {
  readonly state: PenStore = createPenStore();
  /** When the strokes of this window were drawn, with this pen or the plain one. */
  readonly times = new Map<string, StrokeTime>();
  readonly #options: ShapePenOptions;
  readonly #collector: StrokeCollector;
  #asking: AbortController | null = null;
  #found: Found | null = null;
  #wait: ReturnType<typeof setTimeout> | undefined;
  /** The canvas's tool while the pen is on: another one, also another freehand one, puts it away. */
  #tool: AppState['activeTool'] | null = null;
  #drawing: { id: string; from: number } | null = null;

  constructor(options: ShapePenOptions) {
    this.#options = options;
    this.#collector = new StrokeCollector({
      now: () => performance.now(),
      onDue: (strokes, { held }) => void this.#look(strokes, held),
      onDrawnOn: () => this.#drawnOn(),
    });
  }

  /** What makes the ink of a whole board clean as well. */
  get parts(): Pick<ShapePenOptions, 'client' | 'chance'> {
    return this.#options;
  }

  toggle(): void {
    if (this.state.get().on) this.#options.board.api.setActiveTool({ type: 'selection' });
    else this.take();
  }

  take(): void {
    this.#tool = null;
    this.state.set({ on: true });
    this.#options.board.api.setActiveTool({ type: 'freedraw' });
    void this.wake();
  }

  /** Loads the recogniser, or says why there is none. */
  async wake(): Promise<void> {
    this.state.set({ off: null });
    await this.#ask({ strokes: [], there: [] }, new AbortController().signal);
  }

  /** The canvas tells of everything that happens in it. */
  changed({ newElement, activeTool, zoom }: AppState): void {
    if (newElement?.type === 'freedraw') this.#drew(newElement, zoom.value);
    else if (this.#drawing !== null) this.#lifted();
    if (!this.state.get().on) return;
    if (this.#tool === null) {
      if (activeTool.type === 'freedraw') this.#tool = activeTool;
    } else if (activeTool !== this.#tool) this.putAway();
  }

  /** Somebody changed the drawing: a figure is offered only for ink that is as it was. */
  drawingChanged(): void {
    const found = this.#found;
    if (found === null || this.state.get().ghost === null) return;
    const { changes } = this.#changesOf(found, this.#options.board.drawing);
    if (changes.length === 0) this.#drop('changed');
  }

  /** Puts the figure in the ink's place. */
  accept(): void {
    const found = this.#found;
    if (found === null || this.state.get().ghost === null) return;
    this.#found = null;
    const taken = this.#options.board.edit((drawing) => this.#changesOf(found, drawing).changes);
    if (taken !== null) this.#collector.drop(inkOf(found));
    this.#drop(taken === null ? 'changed' : 'taken');
  }

  /** The ink stays, and is not asked about again. */
  dismiss(): void {
    if (this.#found !== null) this.#collector.drop(inkOf(this.#found));
    this.#drop('kept');
  }

  putAway(): void {
    this.#collector.clear();
    this.#drop(null);
    this.#tool = null;
    this.state.set({ on: false });
  }

  /** Nothing is asked any more, and what is being asked is given up. */
  stop(): void {
    this.putAway();
    this.#drawing = null;
    this.state.get().cleaning?.cancel();
  }

  #drew(element: { id: string; x: number; y: number; points: readonly (readonly [number, number])[] }, zoom: number) {
    const [x, y] = element.points.at(-1) ?? [0, 0];
    this.#drawing = this.#drawing?.id === element.id ? this.#drawing : { id: element.id, from: performance.now() };
    if (this.state.get().on) this.#collector.drew(element.id, [(element.x + x) * zoom, (element.y + y) * zoom]);
  }

  #lifted(): void {
    if (this.#drawing === null) return;
    this.times.set(this.#drawing.id, { from: this.#drawing.from, to: performance.now() });
    this.#drawing = null;
    this.#collector.lifted();
  }

  #drawnOn(): void {
    this.#asking?.abort();
    this.#drop(null);
  }

  #drop(outcome: 'taken' | 'kept' | 'changed' | null): void {
    clearTimeout(this.#wait);
    this.#asking?.abort();
    this.#found = null;
    if (outcome !== null || this.state.get().ghost !== null) this.state.set({ ghost: null, outcome });
  }

  async #look(strokes: readonly CollectedStroke[], held: boolean): Promise<void> {
    const { board } = this.#options;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { drawing } = board;
    const byId = new Map(drawing.map((element) => [element.id, element]));
    const times = new Map(strokes.map(({ id, time }) => [id, time]));
    const ink = strokes.flatMap(({ id }) => {
      const element = byId.get(id) ?? this.#underPen(id);
      return element !== undefined && element !== null && isInk(element) ? [element] : [];
    });
    if (ink.length === 0) return;
    const asked = askAbout(ink, drawing, times);
    const figures = await this.#ask(asked.question, asking.signal);
    if (figures === null || asking.signal.aborted) return;
    this.#offer({ ink, there: asked.there, figures }, { last: ink.length - 1, held, around: asked.question.there });
  }

  #offer(
    recognised: Recognised,
    { last, held, around }: { last: number; held: boolean; around: Parameters<typeof isWriting>[1] },
  ): void {
    const group = recognised.figures.groups.findIndex(({ strokes }) => strokes.includes(last));
    const { recognition, strokes } = recognised.figures.groups[group] ?? {};
    const first = recognised.ink[strokes?.[0] ?? 0];
    if (recognition === undefined || first === undefined) return;
    const { shape, fitted } = recognition;
    if (fitted === null || !isClean(shape)) return;
    const box = boxOf(outlinesOf(fitted));
    const zoom = this.#options.board.api.getAppState().zoom.value;
    if (Math.max(box.width, box.height) * zoom < leastFigure || isWriting(box, around, mostWriting / zoom)) return;
    this.#found = { recognised, group };
    const { strokeColor, strokeWidth } = first;
    this.state.set({ ghost: { shape, fitted, strokeColor, strokeWidth }, outcome: null });
    if (!this.state.get().automatic || held) return;
    if (shape === 'line') this.#wait = setTimeout(() => this.accept(), openWait);
    else this.accept();
  }

  #underPen(id: string): DrawingElement | null {
    const { newElement } = this.#options.board.api.getAppState();
    return newElement?.id === id ? fromScene(newElement as unknown as SceneElement) : null;
  }

  #changesOf({ recognised, group }: Found, drawing: readonly DrawingElement[]) {
    return cleanInk(drawing, recognised, { chance: this.#options.chance, only: new Set([group]) });
  }

  async #ask(question: Parameters<RecognitionClient['recognize']>[0], signal: AbortSignal): Promise<Figures | null> {
    try {
      const figures = await this.#options.client.recognize(question, { signal });
      this.state.set({ off: null });
      return figures;
    } catch (error) {
      if (error instanceof RecognitionOff) this.state.set({ off: error.reason });
      return null;
    }
  }
}

function inkOf({ recognised, group }: Found): Set<string> {
  const strokes = recognised.figures.groups[group]?.strokes ?? [];
  return new Set(strokes.flatMap((at) => recognised.ink[at]?.id ?? []));
}
