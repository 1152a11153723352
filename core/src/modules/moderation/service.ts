/** The use cases of moderation. What it answers to other modules is in `safety.ts`. */
import type { ModerationDeps } from './ports.ts';
import { repeatTime } from './safety.ts';
import { createActUseCase } from './service/act.ts';
import { createAppealUseCases } from './service/appeals.ts';
import { createAversionUseCases } from './service/aversions.ts';
import { createModerationCore } from './service/deps.ts';
import { createModerationEvents } from './service/events.ts';
import { createReportUseCases } from './service/reports.ts';
import { endRestriction, queueEnds } from './service/restrictions.ts';
import { createReviewUseCases } from './service/review.ts';
import { createStatementUseCases } from './service/statements.ts';

export type ModerationService = ReturnType<typeof createModerationService>;

export function createModerationService(deps: ModerationDeps) {
  const core = createModerationCore(deps);
  const { log, ...statements } = createStatementUseCases(core);
  const { of, blocks, mutes } = createAversionUseCases(core);
  return {
    reports: createReportUseCases(core),
    review: { ...createReviewUseCases(core), ...createActUseCase(core), ...createModerationEvents(core), log },
    statements,
    appeals: createAppealUseCases(core),
    aversionTo: of,
    blocks,
    mutes,
    /** For the job that waits for the end. */
    endRestriction: (actionId: string) => endRestriction(core, actionId),
    /** For a job that runs at every start, too. */
    queueEnds: () => queueEnds(core),
    /** For a daily job. */
    forgetWords: () => core.repo.words.forget(new Date(deps.clock.now() - repeatTime)),
  };
}
