import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { CreateReport, ReportReceipt } from '../schema.ts';
import { reportWeight } from '../trust.ts';
import type { ModerationCore } from './deps.ts';
import { emitReview, tellReporters } from './told.ts';

export function createReportUseCases(core: ModerationCore) {
  return {
    /** What one may not see cannot be reported, and answers like what there is not. */
    async create(actor: SignedInActor, input: CreateReport): Promise<ReportReceipt> {
      const { targetType, targetId, reason, words } = input;
      const { trust } = await core.deps.safety.admit(actor, 'report');
      return await core.work(async (work) => {
        const content = await core.deps.contents[targetType].look(work.tx, targetId, actor.userId);
        if (content === null) throw new HubError('not_found');
        if (content.ownerId === actor.userId) throw new HubError('invalid_input', { targetId: 'This is your own.' });
        const accuracy = await work.repo.reports.accuracy(actor.userId);
        const weight = reportWeight({ siteRole: actor.siteRole, trust, ...accuracy });
        const item = await work.repo.reviews.open({
          id: newId(work.now.getTime()),
          targetType,
          targetId,
          ownerId: content.ownerId,
          source: 'report',
          findings: [],
          weight,
          reportCount: 1,
          snapshot: content.snapshot,
          claimedBy: null,
          claimedAt: null,
          createdAt: work.now,
          changedAt: work.now,
          closedAt: null,
        });
        const report = {
          id: newId(work.now.getTime()),
          reviewItemId: item.id,
          reporterId: actor.userId,
          reason,
          words,
          weight,
          snapshot: content.snapshot,
          createdAt: work.now,
          agreed: null,
        };
        // Takes back the weight that a second report of the same person has just added.
        if (!(await work.repo.reports.insert(report))) throw new HubError('already_reported');
        const { title, path } = content;
        await tellReporters(core, work, { reporterIds: [actor.userId], state: 'taken', itemId: item.id, title, path });
        emitReview(work, item.id);
        return { id: report.id, createdAt: report.createdAt.toISOString() };
      });
    },
  };
}
