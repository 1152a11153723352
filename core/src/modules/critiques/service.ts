/** The use cases of critiques and rubrics. */
import type { Database } from '@draftroom/drizzle/client';
import type { Limits } from '../../contract/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Notices, Safety } from '../../platform/community-ports.ts';
import type { EventStore } from '../../platform/ports.ts';
import type { DesignsPort, PinsPort } from './ports.ts';
import { createCritiquesRepo } from './repo.ts';
import { createCritiqueContent } from './service/content.ts';
import { createCritiquesCore } from './service/core.ts';
import { createGiving } from './service/give.ts';
import { createCritiqueReads } from './service/read.ts';
import { createRubrics } from './service/rubrics.ts';
import { createVoting } from './service/vote.ts';

export interface CritiquesDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly designs: DesignsPort;
  readonly pins: PinsPort;
  readonly safety: Safety;
  readonly notices: Notices;
}

export type CritiquesService = ReturnType<typeof createCritiquesService>;

export function createCritiquesService(deps: CritiquesDeps) {
  const repo = createCritiquesRepo(deps.db);
  const core = createCritiquesCore(deps, repo);
  const { port, ...rubrics } = createRubrics(deps, repo);
  return {
    ...createCritiqueReads(core),
    ...createGiving(core),
    ...createVoting(core),
    rubrics,
    /** For designs. */
    rubricsPort: port,
    content: createCritiqueContent(core),
  };
}
