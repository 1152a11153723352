/** Recognises ink beside the page, so that no stroke ever waits for it. */
import { bindArrows } from '@draftroom/workers/recognition/bind-arrows';
import { group } from '@draftroom/workers/recognition/group';
import { type Model, readModel } from '@draftroom/workers/recognition/model';
import type { FromRecogniser, ToRecogniser } from './recognition-messages.ts';

/** Every so many strokes it is told how far it has come. */
const stride = 8;

let model: Model | null = null;

self.onmessage = ({ data }: MessageEvent<ToRecogniser>) => {
  if ('weights' in data) start(data.weights);
  else if (model !== null) answer(data, model);
};

function start(weights: Uint8Array): void {
  try {
    model = readModel(weights);
    say({ ready: true });
  } catch (error) {
    say({ broken: String(error) });
  }
}

function answer({ id, ink: { strokes, there } }: Extract<ToRecogniser, { id: number }>, using: Model): void {
  try {
    const onProgress = (done: number, total: number): void => {
      if (done % stride === 0) say({ id, done, total });
    };
    const groups = group(strokes, using, { there, onProgress });
    say({ id, figures: { groups, bindings: bindArrows(groups, there) } });
  } catch (error) {
    say({ id, failed: String(error) });
  }
}

function say(message: FromRecogniser): void {
  self.postMessage(message);
}
