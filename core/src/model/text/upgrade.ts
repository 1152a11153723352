/**
 * Upgrade steps of text documents, oldest first. Append-only: step n brings schema n + 1 to n + 2. The hub runs them
 * when it loads a document; an older client keeps working because a step only adds.
 */
import type * as Y from 'yjs';
import { readMeta, textSchemaVersion } from './text-document.ts';

export type UpgradeStep = (doc: Y.Doc) => void;

export const textUpgradeSteps: readonly UpgradeStep[] = [];

/** Brings a document to the newest schema in one transaction. Returns whether anything was done. */
export function upgradeText(doc: Y.Doc, steps: readonly UpgradeStep[] = textUpgradeSteps): boolean {
  const meta = readMeta(doc);
  if (meta === null || meta.kind !== 'text') return false;
  const due = steps.slice(Math.max(0, meta.schema - 1));
  if (due.length === 0) return false;
  doc.transact(() => {
    for (const step of due) step(doc);
    doc.getMap('meta').set('schema', Math.max(textSchemaVersion, steps.length + 1));
  });
  return true;
}
