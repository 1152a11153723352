import type { Queue } from '../../platform/ports.ts';
import type { DiscoveryService } from './service.ts';

const lookAgain = 3_600_000;
/** A hub that has just started has something better to do. */
const afterStart = 600_000;

export async function registerDiscoveryJobs(queue: Queue, { upkeep }: DiscoveryService): Promise<void> {
  const key = 'neighbours';
  await queue.work('discovery.neighbours', async (_payload, signal) => {
    // First: a run that fails for good must not be the last one.
    await queue.send('discovery.neighbours', {}, { key, delayMs: lookAgain });
    await upkeep.refreshNeighbours(signal);
  });
  await queue.send('discovery.neighbours', {}, { key, delayMs: afterStart });
}
