/** What people's doings weigh, and where that puts a design in the hot order. Pure. */
import type { Trust } from '../../platform/community-ports.ts';

export type WeighedKind = 'like' | 'save' | 'remix' | 'critique';

/** What somebody's doings can add to the designs of one author within a day (UTC): so many, not more. */
export const weighedPerDay = 5;

const byTrust: Readonly<Record<Trust, number>> = { 0: 0.25, 1: 0.5, 2: 1, 3: 1.5, 4: 1.5 };
const byKind: Readonly<Record<WeighedKind, number>> = { like: 1, save: 2, remix: 3, critique: 2 };
/** An age of this many seconds weighs as much as a tenfold of weight. */
const secondsPerTenfold = 45_000;
const day = 86_400_000;

/** Quarters and halves, so that adding and taking back come to exactly zero. */
export function weightOf(kind: WeighedKind, trust: Trust): number {
  return byKind[kind] * byTrust[trust];
}

/** Written once when the weight changes; newer designs need less weight to stand at the same place. */
export function rankOf(weight: number, publishedAt: Date): number {
  const size = Math.log10(Math.max(Math.abs(weight), 1));
  return Math.sign(weight) * size + publishedAt.getTime() / 1000 / secondsPerTenfold;
}

export function startOfDay(now: Date): Date {
  return new Date(Math.floor(now.getTime() / day) * day);
}
