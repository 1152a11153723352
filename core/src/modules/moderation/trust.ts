/**
 * How far somebody is trusted: 0 on the first day, rising with time and with what others made of their work, falling
 * with what moderators had to do. Pure; the formula is MOD-3 in `core/SPEC.md`.
 */

import type { SiteRole } from '@draftroom/drizzle/enums';
import { isStaff } from '../../platform/actor.ts';
import type { Trust } from '../../platform/community-ports.ts';

export interface Standing {
  readonly siteRole: SiteRole;
  /** Milliseconds since the account was made. */
  readonly age: number;
  /** Public designs, comments on designs and critiques that stand. Counted up to `most.works`. */
  readonly works: number;
  /** Likes, saves and helpful votes of others. Counted up to `most.thanks`. */
  readonly thanks: number;
  /** Moderators' actions of the last half year that stand: 1 for each, 2 for a suspension. */
  readonly faults: number;
}

const day = 86_400_000;
/** How long an action weighs on trust. */
export const faultMemory = 180 * day;

/** What a level asks for; the highest one whose conditions all hold counts. */
const levels: readonly { trust: Trust; days: number; works: number; thanks: number }[] = [
  { trust: 4, days: 90, works: 30, thanks: 25 },
  { trust: 3, days: 30, works: 10, thanks: 5 },
  { trust: 2, days: 7, works: 3, thanks: 0 },
  { trust: 1, days: 1, works: 0, thanks: 0 },
];

/** Nothing beyond these makes a difference, so nothing beyond them is counted. */
export const most = { works: 30, thanks: 25 };

export function trustOf({ siteRole, age, works, thanks, faults }: Standing): Trust {
  if (isStaff(siteRole)) return 4;
  const level = levels.find((one) => age >= one.days * day && works >= one.works && thanks >= one.thanks);
  return Math.max(0, (level?.trust ?? 0) - faults) as Trust;
}

/** What a report weighs: more from people who are trusted, and whose earlier reports moderators agreed with. */
export function reportWeight(reporter: { siteRole: SiteRole; trust: Trust; agreed: number; refused: number }): number {
  if (isStaff(reporter.siteRole)) return 1 + 5;
  return 1 + reporter.trust + accuracyBonus(reporter.agreed, reporter.agreed + reporter.refused);
}

const expectedAccuracy = 0.7;
const leastDecided = 5;

/** Nothing until more than five reports were decided; then the distance from 70 % agreed, in [-1, 1], times 5·log₄ of how many. */
function accuracyBonus(agreed: number, decided: number): number {
  if (decided <= leastDecided) return 0;
  const accuracy = agreed / decided;
  const distance =
    accuracy >= expectedAccuracy
      ? (accuracy - expectedAccuracy) / (1 - expectedAccuracy)
      : (accuracy - expectedAccuracy) / expectedAccuracy;
  return distance * 5 * (Math.log(decided) / Math.log(4));
}
