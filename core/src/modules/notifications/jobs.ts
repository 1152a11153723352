import type { Logger } from '../../platform/logger.ts';
import type { Queue } from '../../platform/ports.ts';
import type { NotificationsService } from './service.ts';

const hour = 3_600_000;

export async function registerNotificationJobs(
  queue: Queue,
  { digest }: Pick<NotificationsService, 'digest'>,
  logger: Pick<Logger, 'info'>,
): Promise<void> {
  await queue.work('digest', async (_payload, signal) => {
    // First: a run that fails for good must not be the last one.
    await queue.send('digest', {}, { key: 'digest', delayMs: hour });
    const sent = await digest.sendDue(signal);
    if (sent > 0) logger.info({ sent }, 'digests were sent');
  });
  await queue.send('digest', {}, { key: 'digest' });
}
