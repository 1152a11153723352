/** Everything that can be done from the command palette. Screens register what they offer while they are shown. */
import { useEffect, useRef } from 'react';

export interface Action {
  readonly id: string;
  /** The one name that this action has everywhere. */
  readonly title: string;
  readonly group: 'actions' | 'rooms' | 'documents' | 'designs' | 'people' | 'tags' | 'pages';
  /** More to find it by: a path, the English name. */
  readonly words?: string;
  /** As shown: `Ctrl+B`. */
  readonly keys?: string;
  run(): void;
}

type Source = () => readonly Action[];

const sources = new Set<Source>();

/** Later sources come first: what a screen offers stands above what is always there. */
export function currentActions(): Action[] {
  const seen = new Set<string>();
  return [...sources]
    .reverse()
    .flatMap((source) => source())
    .filter((action) => !seen.has(action.id) && seen.add(action.id));
}

export function registerActions(source: Source): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

/** Offers actions while a component is mounted; the list is read anew whenever the palette opens. */
export function useActions(source: Source): void {
  const latest = useRef(source);
  latest.current = source;
  useEffect(() => registerActions(() => latest.current()), []);
}
