/** Hands the queue the work of every module: in the hub itself when embedded, in a worker process when scaled. */
import type { HubCore } from './hub.ts';
import { registerAccountDataJobs } from './modules/account-data/jobs.ts';
import { registerDiscoveryJobs } from './modules/discovery/jobs.ts';
import { registerDrawingJobs } from './modules/documents/drawings/jobs.ts';
import type { DrawingWork } from './modules/documents/drawings/ports.ts';
import { registerDocumentJobs } from './modules/documents/jobs.ts';
import { purgeRemoved } from './modules/documents/purge.ts';
import { registerModerationJobs } from './modules/moderation/jobs.ts';
import { registerNotificationJobs } from './modules/notifications/jobs.ts';
import { registerUploadJobs } from './modules/uploads/jobs.ts';
import { purgeAssets } from './platform/assets.ts';

const day = 86_400_000;
const eventsKept = 7 * day;
const notificationsKept = 180 * day;

/** `drawings`: what works on drawings; without it those jobs wait for a process that has it. */
export async function runJobs(
  { parts, modules, mailer, metrics }: HubCore,
  drawings: DrawingWork | null,
): Promise<void> {
  const { queue, events, clock, logger } = parts;
  const assetsPurged = metrics.counter('assets_purged_total', 'Assets removed because nothing named them');
  await queue.work('mail.send', (message) => mailer.send(message));
  await registerDocumentJobs(queue, modules.workspace);
  await registerDiscoveryJobs(queue, modules.services.discovery);
  await modules.services.designs.registerJobs(queue, drawings);
  if (drawings !== null) await registerDrawingJobs(queue, modules.workspace, drawings);
  await registerUploadJobs(queue, modules.services.uploads);
  await queue.work('daily', async (_payload, signal) => {
    // First: a run that fails for good must not be the last one. When it is tried again, the next one waits already.
    await queue.send('daily', {}, { key: 'daily', delayMs: day });
    await events.expire(clock.now() - eventsKept);
    await modules.services.accounts.removeExpired();
    await modules.services.accountData.exports.removeExpired();
    await modules.services.accountData.deletion.queueDue();
    await modules.services.notifications.removeOld(clock.now() - notificationsKept, signal);
    await purgeRemoved(modules.workspace, parts.log, signal);
    await modules.services.designs.purge(signal);
    await modules.services.rooms.purge();
    await modules.services.discovery.upkeep.recount();
    await modules.services.moderation.queueEnds();
    await modules.services.moderation.forgetWords();
    await modules.services.uploads.removeExpired();
    // Last: rooms and documents that are gone name their assets no more.
    const purged = await purgeAssets({ ...parts, db: parts.database.db }, signal);
    assetsPurged.inc(purged.count);
    if (purged.count > 0) logger.info({ ...purged }, 'assets that nothing names were removed');
  });
  await queue.send('daily', {}, { key: 'daily' });
  await registerAccountDataJobs(queue, modules.services.accountData);
  await registerModerationJobs(queue, modules.services.moderation);
  await registerNotificationJobs(queue, modules.services.notifications, logger);
}
