import type { Queue } from '../../platform/ports.ts';
import type { ModerationService } from './service.ts';

export async function registerModerationJobs(
  queue: Pick<Queue, 'work'>,
  { endRestriction }: Pick<ModerationService, 'endRestriction'>,
): Promise<void> {
  await queue.work('restriction.end', ({ actionId }) => endRestriction(actionId));
}
