/** Asks the recogniser of the page, in its worker, as the shape pen does. */
import type { Stroke } from '@draftroom/workers/recognition/ink';
import { recognition } from '../../src/kit/recognition/recognition.ts';

/** In milliseconds: each question on its own, from the asking to the answer. */
async function ask(questions: readonly (readonly Stroke[])[]): Promise<number[]> {
  await recognition.recognize({ strokes: [], there: [] });
  const times: number[] = [];
  for (const strokes of questions) {
    const from = performance.now();
    await recognition.recognize({ strokes, there: [] });
    times.push(performance.now() - from);
  }
  return times;
}

Object.assign(window, { ask });
