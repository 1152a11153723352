/** The recogniser of this page, for every board of it. */
import weightsAddress from '@draftroom/workers/models/shapes.weights?url';
import { type RecogniserWorker, RecognitionClient } from './recognition-client.ts';

export const recognition = new RecognitionClient({
  createWorker: () =>
    new Worker(new URL('./recognition.worker.ts', import.meta.url), { type: 'module' }) as unknown as RecogniserWorker,
  loadWeights: async () => {
    const response = await fetch(weightsAddress);
    if (!response.ok) throw new Error(`the weights: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
});
