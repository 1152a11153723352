import type { DocumentSummary, FileSummary, Tree } from '@draftroom/core/schema/documents';
import { useMemo } from 'react';

/** Anything that can have a tab. */
export type Entry =
  | { kind: 'document'; id: string; path: string; document: DocumentSummary }
  | { kind: 'file'; id: string; path: string; file: FileSummary };

export function useEntries(tree: Tree | undefined): ReadonlyMap<string, Entry> {
  return useMemo(() => {
    const entries = new Map<string, Entry>();
    for (const document of tree?.documents ?? []) {
      entries.set(document.id, { kind: 'document', id: document.id, path: document.path, document });
    }
    for (const file of tree?.files ?? []) entries.set(file.id, { kind: 'file', id: file.id, path: file.path, file });
    return entries;
  }, [tree]);
}

/** What explains the rest, else what stands first. */
export function firstDocument(entries: readonly Entry[]): Entry | undefined {
  const documents = entries.filter((entry) => entry.kind === 'document' && entry.document.kind === 'text');
  return documents.find((entry) => /^readme(\.\w+)?$/i.test(entry.path)) ?? documents[0];
}
