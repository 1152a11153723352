/**
 * Which strokes of a pen are looked at together, and when: after a short pause, or while the pen is held still at the
 * end of a stroke. Drawing on puts it off. It knows of strokes only what the pen does.
 */
import type { StrokeTime } from './ink-strokes.ts';

/** In milliseconds. Between the strokes of one figure a hand takes less. */
export const pause = 600;
export const hold = 450;
/** After a rest this long a new stroke begins a new figure. As in grouping. */
const rest = 4_000;
/** A figure has at most five strokes; some before it tell what it is near. */
const most = 10;
/** How far a pen that is held still wavers, in pixels. */
const waver = 4;

export interface CollectedStroke {
  readonly id: string;
  readonly time: StrokeTime;
}

export interface CollectorOptions {
  now(): number;
  /** It is time to look at these, in the order of drawing. `held`: the last one is still under the pen. */
  onDue(strokes: readonly CollectedStroke[], how: { held: boolean }): void;
  /** The pen is down again. */
  onDrawnOn(): void;
}

interface Drawing {
  readonly id: string;
  readonly from: number;
  at: readonly [number, number];
  /** It was held still, and looked at. */
  held: boolean;
}

export class StrokeCollector {
  readonly #options: CollectorOptions;
  #done: CollectedStroke[] = [];
  #drawing: Drawing | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** Where the pen is while it draws a stroke, in pixels of the window. */
  drew(id: string, at: readonly [number, number]): void {
    const now = this.#options.now();
    if (this.#drawing?.id !== id) {
      if (this.#drawing !== null) this.lifted();
      const last = this.#done.at(-1);
      if (last !== undefined && now - last.time.to > rest) this.#done = [];
      this.#drawing = { id, from: now, at, held: false };
      this.#options.onDrawnOn();
    } else {
      const [x, y] = this.#drawing.at;
      if (Math.hypot(at[0] - x, at[1] - y) <= waver) return;
      this.#drawing.at = at;
      if (this.#drawing.held) this.#options.onDrawnOn();
      this.#drawing.held = false;
    }
    this.#later(hold);
  }

  lifted(): void {
    const stroke = this.#drawing;
    if (stroke === null) return;
    this.#drawing = null;
    this.#done = [...this.#done, { id: stroke.id, time: { from: stroke.from, to: this.#options.now() } }].slice(-most);
    this.#later(stroke.held ? 0 : pause);
  }

  /** These are no ink any more, or stay ink. */
  drop(ids: ReadonlySet<string>): void {
    this.#done = this.#done.filter(({ id }) => !ids.has(id));
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#done = [];
    this.#drawing = null;
  }

  #later(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#due(), time);
  }

  #due(): void {
    const drawing = this.#drawing;
    if (drawing !== null) drawing.held = true;
    const growing = drawing === null ? [] : [{ id: drawing.id, time: { from: drawing.from, to: this.#options.now() } }];
    const strokes = [...this.#done, ...growing];
    if (strokes.length > 0) this.#options.onDue(strokes, { held: drawing !== null });
  }
}
