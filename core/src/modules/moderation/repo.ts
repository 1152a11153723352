import type { Database } from '@draftroom/drizzle/client';
import { createActionRepo } from './repo/action-repo.ts';
import { createAppealRepo } from './repo/appeal-repo.ts';
import { createAversionRepo } from './repo/aversion-repo.ts';
import { createPersonRepo } from './repo/person-repo.ts';
import { createReportRepo } from './repo/report-repo.ts';
import { createReviewRepo } from './repo/review-repo.ts';
import { createWordsRepo } from './repo/words-repo.ts';

/** Tables of moderation, over the database or one transaction of it. */
export function createModerationRepo(db: Database) {
  return {
    people: createPersonRepo(db),
    reviews: createReviewRepo(db),
    reports: createReportRepo(db),
    actions: createActionRepo(db),
    appeals: createAppealRepo(db),
    aversions: createAversionRepo(db),
    words: createWordsRepo(db),
  };
}

export type ModerationRepo = ReturnType<typeof createModerationRepo>;
