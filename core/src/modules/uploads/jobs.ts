import type { Queue } from '../../platform/ports.ts';
import type { UploadsService } from './service.ts';

/** After a process died between the last part of an upload and its job, its upload waits for a check: asked for anew. */
export async function registerUploadJobs(queue: Pick<Queue, 'work'>, uploads: UploadsService): Promise<void> {
  await queue.work('upload.check', ({ uploadId }, signal) => uploads.check(uploadId, signal));
  await uploads.resumeChecks();
}
