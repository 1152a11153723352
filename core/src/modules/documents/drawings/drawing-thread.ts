/** `DrawingWork` by a thread whose file somebody else brings. */
import type { DrawingResult, DrawingTask } from '../../../contract/drawing-work.ts';
import { HubError } from '../../../contract/errors.ts';
import { because } from '../../../contract/reasons.ts';
import { TaskThread, type ThreadOptions } from '../../../platform/task-thread.ts';
import type { DrawingWork } from './ports.ts';

/** `entry`: a file that speaks `contract/drawing-work.ts`. */
export function createDrawingWork(entry: URL, options: ThreadOptions = {}): DrawingWork {
  const thread = new TaskThread<DrawingTask, DrawingResult>({ entry, copy, tooMuch }, options);
  return {
    async analyze(updates, signal) {
      const result = await thread.ask({ job: 'analyze-drawing', updates }, async () => null, signal);
      if (!('report' in result)) throw new Error('the thread answered something else');
      return result.report;
    },
    async preview(updates, pictures, signal) {
      const result = await thread.ask({ job: 'render-preview', updates }, pictures, signal);
      if (!('preview' in result)) throw new Error('the thread answered something else');
      return result.preview;
    },
    close: () => thread.close(),
  };
}

/** Updates may lie in larger buffers, so each gets its own. */
function copy(task: DrawingTask): { task: DrawingTask; buffers: ArrayBuffer[] } {
  const updates = task.updates.map((update) => new Uint8Array(update));
  return { task: { ...task, updates }, buffers: updates.map(({ buffer }) => buffer) };
}

function tooMuch(): HubError {
  return new HubError('bad_drawing', { reason: because('tooMuchWork') });
}
