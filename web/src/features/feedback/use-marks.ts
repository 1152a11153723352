/** Places that are shown on the work without a thread: of what is being written, and of comments that are gone. */
import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import type { Pin } from '../designs/viewers/viewer.ts';

/** Shows these places of one owner instead of those it showed before. */
export type Mark = (owner: string, anchors: readonly DesignAnchor[]) => void;

export function useMarks(): { pins: readonly Pin[]; mark: Mark } {
  const [marks, setMarks] = useState<ReadonlyMap<string, readonly DesignAnchor[]>>(new Map());
  const mark = useCallback<Mark>((owner, anchors) => {
    setMarks((now) => (anchors.length === 0 && !now.has(owner) ? now : new Map([...now, [owner, anchors]])));
  }, []);
  const pins = useMemo(
    () =>
      [...marks].flatMap(([owner, anchors]) =>
        anchors.map((anchor, index) => ({
          id: markId(owner, index),
          anchor,
          state: anchor.state,
          mark: '',
          label: t('feedback.marked'),
          resolved: false,
          colour: 'var(--blue)',
          bare: true,
        })),
      ),
    [marks],
  );
  return { pins, mark };
}

export function markId(owner: string, index: number): string {
  return `${owner}:${index}`;
}

/** For as long as the component stands. */
export function useMarked(mark: Mark, owner: string, anchors: readonly DesignAnchor[]): void {
  const places = JSON.stringify(anchors);
  useEffect(() => {
    mark(owner, JSON.parse(places) as DesignAnchor[]);
    return () => mark(owner, []);
  }, [mark, owner, places]);
}
