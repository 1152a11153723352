/** Asks for what can be made of a drawing, and reads it. Whoever may read the document may. */
import { HubError } from '../../../contract/errors.ts';
import { because } from '../../../contract/reasons.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { DrawingAnalysis, DrawingPreviewState } from '../schema.ts';
import type { Workspace } from '../service/deps.ts';
import { createDrawingsRepo, type DrawingJob } from './repo.ts';

/** While a drawing is being changed, its results are made anew at most this often. */
const leastAge = 10_000;

export interface DrawingAsker {
  readonly actor: Actor;
  /** Whose budget a job takes from: a user or, signed out, an address. */
  readonly budget: string;
}

interface Kept {
  readonly seq: number;
  readonly madeAt: Date;
}

export function createDrawingsService(workspace: Workspace) {
  const repo = createDrawingsRepo(workspace.deps.db);
  return {
    /** An older picture is shown for as long as the new one is not there. */
    async preview(asker: DrawingAsker, documentId: string): Promise<DrawingPreviewState> {
      const { kept, current } = await ask(asker, { documentId, job: 'render-preview', kept: repo.preview });
      if (kept === undefined) return { state: 'pending', preview: null };
      const { assetId, width, height, thumbhash, madeAt } = kept;
      const preview = { assetUrl: `/api/v1/assets/${assetId}`, width, height, thumbhash, at: madeAt.toISOString() };
      return { state: current ? 'ready' : 'pending', preview };
    },

    async analysis(asker: DrawingAsker, documentId: string): Promise<DrawingAnalysis> {
      const { kept, current } = await ask(asker, { documentId, job: 'analyze-drawing', kept: repo.report });
      if (kept === undefined) return { state: 'pending', report: null, at: null };
      return { state: current ? 'ready' : 'pending', report: kept.report, at: kept.madeAt.toISOString() };
    },

    /** Nobody needs it any more: it is waited for no longer, and ended where it runs. */
    async cancel(actor: Actor, documentId: string): Promise<void> {
      await workspace.document(actor, documentId, 'write');
      await workspace.deps.queue.cancel('render-preview', documentId);
      await workspace.deps.queue.cancel('analyze-drawing', documentId);
    },
  };

  async function ask<Result extends Kept>(
    { actor, budget }: DrawingAsker,
    what: { documentId: string; job: DrawingJob; kept: (documentId: string) => Promise<Result | undefined> },
  ): Promise<{ kept: Result | undefined; current: boolean }> {
    const { documentId, job } = what;
    const { deps } = workspace;
    const { row } = await workspace.document(actor, documentId, 'read');
    if (row.kind !== 'drawing') throw new HubError('bad_drawing', { reason: because('drawingNone') });
    const head = await deps.live.head(documentId);
    const kept = await what.kept(documentId);
    if (kept !== undefined && kept.seq >= head) return { kept, current: true };
    const refusal = await repo.refusal(documentId, job);
    if (refusal !== undefined && refusal.seq >= head) throw new HubError(refusal.code, refusal.details);
    await deps.rateLimiter.take('drawingJobsPerMinute', budget);
    const age = kept === undefined ? leastAge : deps.clock.now() - kept.madeAt.getTime();
    await deps.queue.send(job, { documentId }, { key: documentId, delayMs: Math.max(0, leastAge - age) });
    return { kept, current: false };
  }
}
