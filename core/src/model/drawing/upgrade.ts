/**
 * Upgrade steps of drawings, oldest first. Append-only: step n brings schema n + 1 to n + 2. The hub runs them when it
 * loads a document; an older client keeps working because a step only adds.
 */
import type * as Y from 'yjs';
import { readMeta } from '../text/text-document.ts';
import type { UpgradeStep } from '../text/upgrade.ts';
import { drawingSchemaVersion } from './drawing-document.ts';

export const drawingUpgradeSteps: readonly UpgradeStep[] = [];

/** Brings a drawing to the newest schema in one transaction. Returns whether anything was done. */
export function upgradeDrawing(doc: Y.Doc, steps: readonly UpgradeStep[] = drawingUpgradeSteps): boolean {
  const meta = readMeta(doc);
  if (meta === null || meta.kind !== 'drawing') return false;
  const due = steps.slice(Math.max(0, meta.schema - 1));
  if (due.length === 0) return false;
  doc.transact(() => {
    for (const step of due) step(doc);
    doc.getMap('meta').set('schema', Math.max(drawingSchemaVersion, steps.length + 1));
  });
  return true;
}
