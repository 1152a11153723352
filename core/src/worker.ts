/** What a worker process runs: the services and jobs of a scaled hub without HTTP. */
import { openHubCore } from './hub.ts';
import { runJobs } from './jobs.ts';
import { createDrawingWork } from './modules/documents/drawings/drawing-thread.ts';
import { ConfigError, readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';

export interface WorkerParts {
  /** The file of the thread that works on drawings. */
  readonly drawingThread: URL;
  /** The file of the thread that looks at files. */
  readonly fileThread: URL;
}

/** Resolves when the worker takes jobs; the function it gives ends it after the jobs under way. */
export async function startWorker(
  environment: Readonly<Record<string, string | undefined>>,
  { drawingThread, fileThread }: WorkerParts,
): Promise<() => Promise<void>> {
  const config = readConfig(environment);
  if (config.mode === 'embedded') {
    throw new ConfigError(
      'DATABASE_URL is missing: an embedded hub runs its jobs itself, workers are for a scaled one',
    );
  }
  const logger = createLogger(config.logLevel);
  const core = await openHubCore({ config, logger, fileThread });
  const drawings = createDrawingWork(drawingThread);
  await runJobs(core, drawings);
  logger.info('taking jobs');
  return async () => {
    await core.close();
    await drawings.close();
  };
}
