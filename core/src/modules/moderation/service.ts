/** The use cases of moderation, and what it answers to every other module. */
import type { ModerationDeps } from './ports.ts';
import { createActUseCase } from './service/act.ts';
import { createAppealUseCases } from './service/appeals.ts';
import { createAversionUseCases } from './service/aversions.ts';
import { createModerationCore } from './service/deps.ts';
import { createModerationEvents } from './service/events.ts';
import { createReportUseCases } from './service/reports.ts';
import { createReviewUseCases } from './service/review.ts';
import { createSafety, repeatTime } from './service/safety.ts';
import { createStatementUseCases } from './service/statements.ts';

export type ModerationService = ReturnType<typeof createModerationService>;

export function createModerationService(deps: ModerationDeps) {
  const core = createModerationCore(deps);
  const safety = createSafety(core);
  const { log, ...statements } = createStatementUseCases(core);
  const { of, blocks, mutes } = createAversionUseCases(core);
  return {
    reports: createReportUseCases(core, safety),
    review: { ...createReviewUseCases(core), ...createActUseCase(core), ...createModerationEvents(core), log },
    statements,
    appeals: createAppealUseCases(core),
    aversionTo: of,
    blocks,
    mutes,
    /** For other modules. */
    safety,
    /** For a daily job. */
    forgetWords: () => core.repo.words.forget(new Date(deps.clock.now() - repeatTime)),
  };
}
