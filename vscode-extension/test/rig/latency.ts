import type { SeenChange } from './probe/probe.ts';

/**
 * From the change event of the nth key in the window where it was typed to the event that brings it to the other one.
 * A letter belongs to one person and is never removed, so the nth of it here is the nth of it there.
 */
export function latencies(letter: string, typed: readonly SeenChange[], arrived: readonly SeenChange[]): number[] {
  const [here, there] = [timesOf(letter, typed), timesOf(letter, arrived)];
  return here.slice(0, there.length).map((at, index) => (there[index] ?? at) - at);
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * part) / 100))] ?? Number.NaN;
}

function timesOf(letter: string, changes: readonly SeenChange[]): number[] {
  return changes.flatMap(({ at, inserted }) => Array.from({ length: inserted.split(letter).length - 1 }, () => at));
}
