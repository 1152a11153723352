import type { Database } from '@draftroom/drizzle/client';
import { createCritiqueRepo } from './repo/critique-repo.ts';
import { createHelpfulRepo } from './repo/helpful-repo.ts';
import { createRubricRepo } from './repo/rubric-repo.ts';

export type { CritiqueRecord, Eyes, SeenCritique, StoredScore } from './repo/critique-repo.ts';
export type { RubricRecord } from './repo/rubric-repo.ts';

export type CritiquesRepo = ReturnType<typeof createCritiquesRepo>;

/** Tables of critiques, votes and rubrics, over the database or one transaction of it. */
export function createCritiquesRepo(db: Database) {
  return { ...createCritiqueRepo(db), ...createHelpfulRepo(db), ...createRubricRepo(db) };
}
