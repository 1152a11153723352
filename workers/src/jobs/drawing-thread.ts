/** The thread that works on drawings: takes the tasks of a hub, one at a time (`core/src/contract/drawing-work.ts`). */
import { parentPort } from 'node:worker_threads';
import type { DrawingTask, FromDrawingThread, ToDrawingThread } from '@draftroom/core/contract/drawing-work';
import { isHubError } from '@draftroom/core/contract/errors';
import { analyze } from '../analysis/analyze.ts';
import { renderPreview } from '../preview/render.ts';
import { readState } from './read-state.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs in a worker thread');

const asked = new Map<string, ((bytes: Uint8Array | null) => void)[]>();

port.on('message', (message: ToDrawingThread) => {
  if ('task' in message) void answer(message.task);
  else {
    for (const resolve of asked.get(message.picture) ?? []) resolve(message.bytes);
    asked.delete(message.picture);
  }
});
tell({ ready: true });

async function answer(task: DrawingTask): Promise<void> {
  asked.clear();
  try {
    tell(await resultOf(task));
  } catch (error) {
    if (isHubError(error, 'bad_drawing')) tell({ refused: { code: 'bad_drawing', details: error.details ?? {} } });
    else tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function resultOf({ job, updates }: DrawingTask): Promise<FromDrawingThread> {
  const { elements, files } = readState(updates);
  if (job === 'analyze-drawing') return { report: await analyze(elements) };
  const preview = await renderPreview(elements, async (fileId) => {
    const asset = files.get(fileId);
    return asset === undefined ? null : await bytesOf(asset);
  });
  return { preview };
}

function bytesOf(asset: string): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    asked.set(asset, [...(asked.get(asset) ?? []), resolve]);
    tell({ picture: asset });
  });
}

function tell(message: FromDrawingThread): void {
  port?.postMessage(message);
}
