/** Hands the queue the work of every module: in the hub itself when embedded, in a worker process when scaled. */
import type { HubCore } from './hub.ts';
import { registerDocumentJobs } from './modules/documents/jobs.ts';
import { purgeRemoved } from './modules/documents/purge.ts';

const day = 86_400_000;
const eventsKept = 7 * day;

export async function runJobs({ parts, modules, mailer }: HubCore): Promise<void> {
  const { queue, events, clock } = parts;
  await queue.work('mail.send', (message) => mailer.send(message));
  await registerDocumentJobs(queue, modules.workspace);
  await queue.work('daily', async (_payload, signal) => {
    await events.expire(clock.now() - eventsKept);
    await modules.services.accounts.removeExpired();
    await purgeRemoved(modules.workspace, parts.log, signal);
    await modules.services.rooms.purge();
    await queue.send('daily', {}, { key: 'daily', delayMs: day });
  });
  await queue.send('daily', {}, { key: 'daily' });
}
