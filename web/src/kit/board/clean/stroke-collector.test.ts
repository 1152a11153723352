import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hold, pause, StrokeCollector } from './stroke-collector.ts';

function collect() {
  const due: { ids: string[]; held: boolean }[] = [];
  let drawnOn = 0;
  const collector = new StrokeCollector({
    now: () => Date.now(),
    onDue: (strokes, { held }) => due.push({ ids: strokes.map(({ id }) => id), held }),
    onDrawnOn: () => {
      drawnOn += 1;
    },
  });
  const stroke = (id: string, time = 200): void => {
    for (let at = 0; at <= time; at += 20) {
      collector.drew(id, [at, 0]);
      vi.advanceTimersByTime(20);
    }
    collector.lifted();
  };
  return { collector, due, stroke, drawnOn: () => drawnOn };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a collector of strokes', () => {
  it('[BOARD-13] asks once, after the hand has rested, about all strokes that followed each other', () => {
    const { due, stroke, drawnOn } = collect();
    stroke('a');
    vi.advanceTimersByTime(pause - 1);
    stroke('b');
    vi.advanceTimersByTime(pause - 1);
    expect(due).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(due).toEqual([{ ids: ['a', 'b'], held: false }]);
    vi.advanceTimersByTime(60_000);
    expect(due).toHaveLength(1);
    expect(drawnOn()).toBe(2);
  });

  it('[BOARD-13] asks while the pen is held still, however it wavers, and again at once when it lets go', () => {
    const { collector, due } = collect();
    collector.drew('a', [0, 0]);
    collector.drew('a', [100, 0]);
    for (let i = 0; i < hold / 10; i++) {
      vi.advanceTimersByTime(10);
      collector.drew('a', [100 + (i % 3), 1]);
    }
    expect(due).toEqual([{ ids: ['a'], held: true }]);
    collector.lifted();
    vi.advanceTimersByTime(0);
    expect(due[1]).toEqual({ ids: ['a'], held: false });
  });

  it('[BOARD-13] tells that the hand draws on, also after it was held still', () => {
    const { collector, drawnOn, due } = collect();
    collector.drew('a', [0, 0]);
    vi.advanceTimersByTime(hold);
    expect(due).toHaveLength(1);
    collector.drew('a', [50, 0]);
    expect(drawnOn()).toBe(2);
  });

  it('[BOARD-13] begins anew after a long rest, and without what was dropped', () => {
    const { collector, due, stroke } = collect();
    stroke('a');
    vi.advanceTimersByTime(5_000);
    stroke('b');
    stroke('c');
    collector.drop(new Set(['b']));
    vi.advanceTimersByTime(pause);
    expect(due.at(-1)?.ids).toEqual(['c']);
    stroke('d');
    collector.clear();
    vi.advanceTimersByTime(10_000);
    expect(due).toHaveLength(2);
  });

  it('[BOARD-13] forgets what is older than ten strokes', () => {
    const { due, stroke } = collect();
    for (let i = 0; i < 14; i++) stroke(`s${i}`, 40);
    vi.advanceTimersByTime(pause);
    expect(due[0]?.ids).toHaveLength(10);
    expect(due[0]?.ids.at(-1)).toBe('s13');
  });
});
