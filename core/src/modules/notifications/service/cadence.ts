import type { DigestCadence } from '@draftroom/drizzle/enums';

/** Of people who have chosen nothing: at most a mail a day, and none without news. */
export const defaultCadence: DigestCadence = 'daily';

const dayMs = 86_400_000;
const every: Readonly<Record<Exclude<DigestCadence, 'never'>, number>> = { daily: dayMs, weekly: 7 * dayMs };

/** The first time after `now` that is whole days or weeks after `from`: the hour of the day stays. */
export function nextDue(cadence: DigestCadence, from: Date, now: Date): Date {
  if (cadence === 'never') return from;
  const step = every[cadence];
  const passed = Math.max(0, Math.floor((now.getTime() - from.getTime()) / step));
  return new Date(from.getTime() + (passed + 1) * step);
}
