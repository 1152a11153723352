import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Likes, Neighbours } from './item-cosine.ts';

/** In batches, worked out beside everything else; the thread ends with the loop, however that ends. */
export async function* neighboursInThread(
  likes: Likes,
  { batch, signal }: { batch: number; signal: AbortSignal },
): AsyncGenerator<readonly Neighbours[]> {
  // From source and from the build alike: the neighbour with the same ending.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./neighbours-worker.${ending}`, import.meta.url), {
    execArgv: [],
    workerData: likes,
    transferList: [likes.people.buffer as ArrayBuffer, likes.designs.buffer as ArrayBuffer],
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  try {
    for (;;) {
      worker.postMessage(batch);
      // `once` also ends with an error of the thread.
      const [rows] = (await once(worker, 'message', { signal })) as [readonly Neighbours[]];
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await worker.terminate();
  }
}
