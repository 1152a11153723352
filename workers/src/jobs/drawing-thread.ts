/** The thread that works on drawings: takes the tasks of a hub (`core/src/contract/drawing-work.ts`). */
import type { DrawingResult, DrawingTask } from '@draftroom/core/contract/drawing-work';
import { analyze } from '../analysis/analyze.ts';
import { renderPreview } from '../preview/render.ts';
import { readState } from './read-state.ts';
import { type Beside, serveTasks } from './serve-tasks.ts';

serveTasks(resultOf);

async function resultOf({ job, updates }: DrawingTask, beside: Beside): Promise<DrawingResult> {
  const { elements, files } = readState(updates);
  if (job === 'analyze-drawing') return { report: await analyze(elements) };
  const preview = await renderPreview(elements, async (fileId) => {
    const asset = files.get(fileId);
    return asset === undefined ? null : await beside(asset);
  });
  return { preview };
}
