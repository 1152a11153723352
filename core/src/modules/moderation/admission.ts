/** How often somebody may do what, by how far they are trusted. */
import type { LimitName } from '../../contract/limits.ts';
import type { SafetyAction, Trust } from '../../platform/community-ports.ts';

interface Budget {
  readonly limit: LimitName;
  /** What one costs at each trust. The budget divided by it is how many there are. */
  readonly cost: Readonly<Record<Trust, number>>;
}

const rising = (first: number, second: number): Budget['cost'] => ({ 0: first, 1: second, 2: 1, 3: 1, 4: 1 });

/** Null: what is done in rooms, which count for themselves. */
export const budgets: Readonly<Record<SafetyAction, Budget | null>> = {
  publish: { limit: 'publishesPerDay', cost: rising(12, 3) },
  upload: { limit: 'uploadsPerDay', cost: rising(10, 2) },
  comment: { limit: 'commentsPerHour', cost: rising(6, 2) },
  critique: { limit: 'critiquesPerDay', cost: rising(6, 2) },
  react: { limit: 'reactionsPerDay', cost: rising(10, 2) },
  follow: { limit: 'followsPerDay', cost: rising(8, 2) },
  collect: { limit: 'collectsPerDay', cost: rising(10, 2) },
  report: { limit: 'reportsPerDay', cost: rising(10, 5) },
  message: null,
};
