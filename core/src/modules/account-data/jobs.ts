import type { Queue } from '../../platform/ports.ts';
import type { AccountDataService } from './service.ts';

export async function registerAccountDataJobs(queue: Queue, { exports, deletion }: AccountDataService): Promise<void> {
  await queue.work('account.export', ({ exportId }, signal) => exports.make(exportId, signal));
  await queue.work('account.delete', ({ userId }, signal) => deletion.execute(userId, signal));
}
