/** Everything that the hub can say of a drawing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawingReport } from '@draftroom/core/contract/drawing-report';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { startTensors } from '../tensors/start-tensors.ts';
import { TensorModel } from '../tensors/tensor-model.ts';
import { featuresOf } from './diagram-features.ts';
import { diagramKindsOf } from './diagram-kinds.ts';
import { readInkOf } from './read-ink.ts';
import { textInOrder } from './reading-order.ts';

let loading: Promise<TensorModel> | null = null;

/** Loaded with the first drawing, and once; a failure is forgotten. */
function tensorModel(): Promise<TensorModel> {
  loading ??= startTensors().then(
    () => new TensorModel(readFileSync(join(import.meta.dirname, '../../models/shapes.weights'))),
  );
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

export async function analyze(elements: readonly DrawingElement[]): Promise<DrawingReport> {
  const model = await tensorModel();
  const ink = readInkOf(elements, model);
  return {
    elements: counted(elements.map(({ type }) => type)),
    ink: {
      strokes: ink.strokes,
      skipped: ink.skipped,
      shapes: counted(ink.groups.map(({ recognition }) => recognition.shape)),
      model: model.plain.version,
    },
    diagram: diagramKindsOf(featuresOf(elements, ink)),
    ...textInOrder(elements),
  };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
