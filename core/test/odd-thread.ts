/** A thread for drawings that goes wrong in the way that `oddThread` was told. */
import { parentPort } from 'node:worker_threads';
import type { DrawingResult, DrawingTask } from '../src/contract/drawing-work.ts';
import type { FromThread, ToThread } from '../src/contract/thread-work.ts';

const { mode } = globalThis as { mode?: string };
const tell = (message: FromThread<DrawingResult>) => parentPort?.postMessage(message);
if (mode === 'dies-reading') process.exit(3);
parentPort?.on('message', (message: ToThread<DrawingTask>) => {
  if ('wanted' in message || mode === 'dies-at-once') process.exit(3);
  if (mode === 'throws') throw new Error('odd');
  if (mode === 'fails') return tell({ failed: 'odd' });
  if (mode === 'dies-half-way') return tell({ wanted: '0'.repeat(64) });
  if (mode === 'spins') for (;;);
  const hoard: number[][] = [];
  if (mode === 'hoards') for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => i));
  tell({ result: { preview: { png: new Uint8Array([1]), width: 1, height: 1, thumbhash: 'AA==' } } });
});
tell({ ready: true });
