/**
 * Which versions are kept: all of the last day, one an hour of the last week, one a day before that; named ones for
 * ever. Of an hour or a day (UTC) the newest stays. Pure; thinning often or seldom ends in the same.
 */
import type { VersionKind } from '@draftroom/drizzle/enums';

export interface AgedVersion {
  readonly id: string;
  readonly kind: VersionKind;
  readonly createdAt: Date;
}

export const hour = 60 * 60 * 1000;
export const day = 24 * hour;
const week = 7 * day;

/** Ids of the versions that are not kept. */
export function surplusVersions(all: readonly AgedVersion[], now: number): string[] {
  const newestFirst = all
    .filter((version) => version.kind !== 'named')
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
  const kept = new Set<string>();
  return newestFirst.flatMap(({ id, createdAt }) => {
    const at = createdAt.getTime();
    const age = now - at;
    if (age < day) return [];
    const slot = age < week ? `hour ${Math.floor(at / hour)}` : `day ${Math.floor(at / day)}`;
    if (kept.has(slot)) return [id];
    kept.add(slot);
    return [];
  });
}

/** Whether growing older alone will make some of these surplus. */
export function willThin(all: readonly AgedVersion[], now: number): boolean {
  const days = new Set<number>();
  return all.some(({ kind, createdAt }) => {
    const at = createdAt.getTime();
    if (kind === 'named' || now - at > week + day) return false;
    const slot = Math.floor(at / day);
    return days.has(slot) || !days.add(slot);
  });
}
