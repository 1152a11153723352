/** `npm run start -w workers`: takes the jobs of a scaled hub until it is told to stop. */
import process from 'node:process';
import { startWorker } from '@draftroom/core/worker';

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const drawingThread = new URL(`../jobs/drawing-thread.${ending}`, import.meta.url);
const fileThread = new URL(`../jobs/file-thread.${ending}`, import.meta.url);

startWorker(process.env, { drawingThread, fileThread }).then(
  (stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void stop().then(() => process.exit(0)));
    }
  },
  (error: unknown) => {
    console.error(`draftroom worker: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
